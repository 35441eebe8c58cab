import type { PhoneWindow } from '../platform/phone-platform.ts';
import type { Realm } from '../runtime/host.ts';
import { wxSelector } from './wx-selector.ts';

/** Fingers and eyes on the visible page. Tags are WeChat's: `view`, `button`, `live-player`. */
export class Screen {
  constructor(
    private readonly window: PhoneWindow,
    private readonly realm: Realm,
  ) {}

  find(selector: string): Element | null {
    return this.frame()?.querySelector(wxSelector(selector)) ?? null;
  }

  count(selector: string): number {
    return this.frame()?.querySelectorAll(wxSelector(selector)).length ?? 0;
  }

  get(selector: string): Element {
    const found = this.find(selector);
    if (found) return found;
    const page = this.realm.stack().at(-1)?.route ?? 'no page';
    throw new Error(`nothing on ${page} matches ${selector}`);
  }

  text(selector: string): string {
    return this.get(selector).textContent ?? '';
  }

  says(words: string): boolean {
    return this.frame()?.textContent?.includes(words) ?? false;
  }

  tap(selector: string): void {
    const { MouseEvent } = this.window;
    const element = this.get(selector);
    for (const type of ['mousedown', 'mouseup'])
      element.dispatchEvent(new MouseEvent(type, { bubbles: true, composed: true, clientX: 1, clientY: 1 }));
  }

  input(selector: string, value: string): void {
    const element = this.get(selector);
    const field = element.matches('input, textarea') ? element : element.querySelector('input, textarea');
    if (!field) throw new Error(`${selector} is no input or textarea, nor holds one`);
    (field as HTMLInputElement).value = value;
    field.dispatchEvent(new this.window.Event('input', { bubbles: true }));
  }

  private frame(): HTMLElement | undefined {
    return this.realm.stack().at(-1)?.frame;
  }
}
