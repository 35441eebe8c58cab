import type { CodeSpace, EngineComponent, MiniProgramEnv } from 'glass-easel-miniprogram-adapter';
import type { NativeRegistry } from '../native-registry.ts';
import type { ElementBehaviour } from './element-behaviour.ts';
import { ELEMENT_TABLE, propertyNames } from './element-table.ts';
import { liveElement } from './live-element.ts';
import { textField } from './text-field.ts';
import { label, toggle } from './toggle.ts';

/** Registers WeChat's built-in elements and lets every component of `codeSpace` use them. */
export function defineElements(
  env: MiniProgramEnv,
  codeSpace: CodeSpace,
  document: Document,
  natives: NativeRegistry,
): void {
  const space = env.getGlobalCodeSpace().getComponentSpace();
  for (const tag of Object.keys(ELEMENT_TABLE)) {
    const behaviour = behaviourOf(tag, document, natives);
    const component = space
      .define(`wx://${tag}`)
      .options({ virtualHost: tag === 'block' })
      .definition({ properties: properties(tag), ...lifecycle(behaviour) })
      .registerComponent();
    codeSpace.getComponentSpace().setGlobalUsingComponent(tag, component);
  }
}

function behaviourOf(tag: string, document: Document, natives: NativeRegistry): ElementBehaviour {
  switch (tag) {
    case 'input':
    case 'textarea':
      return textField(tag, document);
    case 'switch':
    case 'radio':
    case 'checkbox':
      return toggle(tag);
    case 'label':
      return label();
    case 'image':
    case 'cover-image':
      return mirrorSource;
    case 'live-pusher':
    case 'live-player':
      return liveElement(tag, natives);
    default:
      return {};
  }
}

const showSource = (element: EngineComponent) =>
  element.$$.setAttribute('src', String(element.data.src ?? ''));
const mirrorSource: ElementBehaviour = { attached: showSource, changed: showSource };

function properties(tag: string): Record<string, { type: null; value: unknown }> {
  const all: Record<string, { type: null; value: unknown }> = {};
  for (const name of propertyNames(tag)) all[name] = { type: null, value: undefined };
  if (tag === 'input' || tag === 'textarea') all.maxlength = { type: null, value: 140 };
  return all;
}

function lifecycle(behaviour: ElementBehaviour) {
  const attached = new WeakSet<EngineComponent>();
  return {
    observers: behaviour.changed
      ? [
          {
            fields: '**',
            observer(this: EngineComponent) {
              if (attached.has(this)) behaviour.changed?.(this);
            },
          },
        ]
      : [],
    lifetimes: {
      created(this: EngineComponent) {
        behaviour.created?.(this);
      },
      attached(this: EngineComponent) {
        attached.add(this);
        behaviour.attached?.(this);
      },
      detached(this: EngineComponent) {
        attached.delete(this);
        behaviour.detached?.(this);
      },
    },
  };
}
