import type { EngineComponent } from 'glass-easel-miniprogram-adapter';
import type { ElementBehaviour } from './element-behaviour.ts';

const CHECKED = 'wx-checked';
const isOn = (element: EngineComponent) => element.$$.getAttribute(CHECKED) === 'true';
const mark = (element: EngineComponent, on: boolean) => element.$$.setAttribute(CHECKED, String(on));
const colour = ({ $$, data }: EngineComponent) =>
  $$.style.setProperty('--wx-color', String(data.color ?? ''));

/** `switch`, `radio` and `checkbox`: a tap turns them, the group (or the switch itself) tells. */
export function toggle(tag: 'switch' | 'radio' | 'checkbox'): ElementBehaviour {
  const wanted = new WeakMap<EngineComponent, unknown>();
  return {
    attached(element) {
      wanted.set(element, element.data.checked);
      mark(element, Boolean(element.data.checked));
      colour(element);
      element.addListener('tap', () => {
        if (!element.data.disabled) turn(tag, element);
      });
    },
    changed(element) {
      colour(element);
      if (wanted.get(element) === element.data.checked) return;
      wanted.set(element, element.data.checked);
      mark(element, Boolean(element.data.checked));
    },
  };
}

function turn(tag: 'switch' | 'radio' | 'checkbox', element: EngineComponent): void {
  if (tag === 'switch') {
    mark(element, !isOn(element));
    element.triggerEvent('change', { value: isOn(element) });
    return;
  }
  const group = groupOf(element, `wx://${tag}-group`);
  const members = group ? descendants(group).filter((one) => one.is === `wx://${tag}`) : [];
  if (tag === 'radio') {
    if (isOn(element)) return;
    for (const member of members) mark(member, false);
    mark(element, true);
    group?.triggerEvent('change', { value: element.data.value });
    return;
  }
  mark(element, !isOn(element));
  group?.triggerEvent('change', { value: members.filter(isOn).map((one) => one.data.value) });
}

/** `label`: a tap beside its control is a tap on it. */
export function label(): ElementBehaviour {
  return {
    attached(element) {
      element.addListener('tap', (event) => {
        const control = descendants(element).find((one) => /^wx:\/\/(switch|radio|checkbox)$/.test(one.is));
        const target = event.getOriginalEvent?.()?.target;
        if (!control || (target && control.$$.contains(target as Node))) return;
        control.triggerEvent('tap', {}, { bubbles: false });
      });
    },
  };
}

function groupOf(element: EngineComponent, is: string): EngineComponent | null {
  let above = element.getComposedParent();
  while (above && above.is !== is) above = above.getComposedParent?.() ?? null;
  return above;
}

function descendants(element: EngineComponent): EngineComponent[] {
  return (element.getComposedChildren?.() ?? []).flatMap((child) => [child, ...descendants(child)]);
}
