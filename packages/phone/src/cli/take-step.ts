import type { Phone } from '../phone/phone.ts';
import type { Step } from './cli-options.ts';
import { numbered } from './phone-parts.ts';

/** Does one step as soon as it can be done; gives what was done, in words. Rejects after `timeoutMs`. */
export async function takeStep(phone: Phone, step: Step, number: number, timeoutMs: number): Promise<string> {
  const place = () => `${phone.page.route} has`;
  switch (step.type) {
    case 'tap': {
      const selector = numbered(step.selector, number);
      await appears(phone, selector, timeoutMs);
      phone.tap(selector);
      return `tapped ${selector}`;
    }
    case 'input': {
      const selector = numbered(step.selector, number);
      const value = numbered(step.value, number);
      await appears(phone, selector, timeoutMs);
      phone.input(selector, value);
      return `typed ${value} into ${selector}`;
    }
    case 'until': {
      const selector = numbered(step.selector, number);
      await appears(phone, selector, timeoutMs);
      return `${place()} ${selector}`;
    }
    case 'untilText': {
      const words = numbered(step.words, number);
      await within(phone, () => phone.says(words), timeoutMs, `${place()} not the words ${words}`);
      return `${place()} the words ${words}`;
    }
    case 'live': {
      const live = () => phone.natives().filter(({ state }) => state.status === 'live').length;
      const short = () => `${live()} of ${step.count} elements live`;
      await within(phone, () => live() >= step.count, timeoutMs, short);
      return short();
    }
  }
}

const appears = (phone: Phone, selector: string, timeoutMs: number) =>
  within(
    phone,
    () => phone.exists(selector),
    timeoutMs,
    () => `${phone.page.route} has no ${selector}`,
  );

async function within(
  phone: Phone,
  condition: () => boolean,
  timeoutMs: number,
  complaint: string | (() => string),
): Promise<void> {
  let failed: unknown;
  const tried = () => {
    try {
      return condition();
    } catch (error) {
      // A selector that is none never matches; it is said at once, not after the wait.
      failed = error;
      return true;
    }
  };
  const met = await phone.until(tried, timeoutMs).catch(() => false);
  if (failed) throw failed;
  if (!met)
    throw new Error(
      `${typeof complaint === 'string' ? complaint : complaint()} after ${timeoutMs / 1_000} s`,
    );
}
