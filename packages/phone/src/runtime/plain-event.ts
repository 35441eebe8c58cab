import { clone } from './clone.ts';

interface EngineEvent {
  type: string;
  timeStamp: number;
  target: EventSource;
  currentTarget: EventSource;
  mark?: Record<string, unknown>;
  detail: unknown;
}

interface EventSource {
  id?: string;
  dataset?: Record<string, unknown>;
  _$?: { id: string; dataset: Record<string, unknown> };
}

/** Handlers get plain objects, as they would after the event crossed from the view. */
export function withPlainEvents<T extends Record<string, unknown>>(methods: T): T {
  const wrapped: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(methods)) {
    wrapped[name] =
      typeof member === 'function'
        ? function (this: unknown, first: unknown, ...rest: unknown[]): unknown {
            // biome-ignore lint/complexity/noArguments: a method called without arguments must see none
            if (arguments.length === 0) return member.call(this);
            return member.call(this, plainEvent(first), ...rest);
          }
        : member;
  }
  return wrapped as T;
}

function plainEvent(value: unknown): unknown {
  if (!isEngineEvent(value)) return value;
  return {
    type: value.type,
    timeStamp: value.timeStamp,
    target: source(value.target),
    currentTarget: source(value.currentTarget),
    mark: value.mark ?? {},
    detail: clone(value.detail),
    touches: [],
    changedTouches: [],
  };
}

function source(element: EventSource | null | undefined) {
  const inner = element?._$ ?? element;
  return { id: inner?.id ?? '', dataset: clone(inner?.dataset ?? {}), offsetLeft: 0, offsetTop: 0 };
}

function isEngineEvent(value: unknown): value is EngineEvent {
  return (
    typeof value === 'object' &&
    value !== null &&
    typeof (value as { getEventName?: unknown }).getEventName === 'function'
  );
}
