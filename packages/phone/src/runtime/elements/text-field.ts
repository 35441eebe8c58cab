import type { EngineComponent } from 'glass-easel-miniprogram-adapter';
import type { ElementBehaviour } from './element-behaviour.ts';

/** `input` and `textarea`: a real field inside, whose events become WeChat's. */
export function textField(tag: 'input' | 'textarea', document: Document): ElementBehaviour {
  const fields = new WeakMap<EngineComponent, HTMLInputElement | HTMLTextAreaElement>();
  // What the mini program last asked for: other attributes may change while the user types.
  const wanted = new WeakMap<EngineComponent, unknown>();
  return {
    attached(element) {
      const field = document.createElement(tag) as HTMLInputElement | HTMLTextAreaElement;
      fields.set(element, field);
      element.$$.appendChild(field);
      if (tag === 'input') (field as HTMLInputElement).type = element.data.password ? 'password' : 'text';
      field.placeholder = text(element.data.placeholder);
      field.value = text(element.data.value);
      wanted.set(element, element.data.value);
      listen(element, field);
    },
    changed(element) {
      const field = fields.get(element);
      if (!field) return;
      field.placeholder = text(element.data.placeholder);
      if (wanted.get(element) === element.data.value) return;
      wanted.set(element, element.data.value);
      field.value = text(element.data.value);
    },
  };
}

function listen(element: EngineComponent, field: HTMLInputElement | HTMLTextAreaElement): void {
  field.addEventListener('input', (event) => {
    // The engine listens at the page's root: without this, handlers would run twice.
    event.stopPropagation();
    const most = Number(element.data.maxlength ?? 140);
    if (most >= 0 && field.value.length > most) field.value = field.value.slice(0, most);
    element.triggerEvent('input', { value: field.value, cursor: field.value.length, keyCode: 0 });
  });
  for (const name of ['focus', 'blur'])
    field.addEventListener(name, () => element.triggerEvent(name, { value: field.value }));
  field.addEventListener('keydown', (event) => {
    if ((event as KeyboardEvent).key === 'Enter') element.triggerEvent('confirm', { value: field.value });
  });
}

const text = (value: unknown): string => (value === undefined || value === null ? '' : String(value));
