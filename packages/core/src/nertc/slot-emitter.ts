/** Runs `task` later, never at once. */
export type Defer = (task: () => void) => void;

/**
 * Events as NetEase's SDK tells them: `on` and `once` keep one listener an event each, the last one, and each event
 * is told in a task of its own, in order. A listener that throws is reported by the runtime and stops nothing.
 */
export class SlotEmitter<Events extends object> {
  private readonly defer: Defer;
  private readonly always = new Map<keyof Events, (payload: never) => void>();
  private readonly next = new Map<keyof Events, (payload: never) => void>();
  private queue: { readonly event: keyof Events; readonly payload: unknown }[] = [];

  constructor(defer: Defer) {
    this.defer = defer;
  }

  on<Event extends keyof Events>(event: Event, listener: (payload: Events[Event]) => void): void {
    this.always.set(event, check(event, listener));
  }

  once<Event extends keyof Events>(event: Event, listener: (payload: Events[Event]) => void): void {
    this.next.set(event, check(event, listener));
  }

  off(event: keyof Events): void {
    this.always.delete(event);
    this.next.delete(event);
  }

  emit<Event extends keyof Events>(event: Event, payload: Events[Event]): void {
    this.queue.push({ event, payload });
    this.defer(() => this.deliver());
  }

  /** Forgets what was not told yet, but for this event. */
  keepOnly(event: keyof Events): void {
    this.queue = this.queue.filter((it) => it.event === event);
  }

  private deliver(): void {
    const first = this.queue.shift();
    if (!first) return;
    const { event, payload } = first;
    const listeners = [this.always.get(event), this.next.get(event)];
    this.next.delete(event);
    for (const listener of listeners) {
      try {
        listener?.(payload as never);
      } catch (error) {
        this.defer(() => {
          throw error;
        });
      }
    }
  }
}

function check<Listener>(event: unknown, listener: Listener): Listener {
  if (typeof event !== 'string' || event === '') throw new TypeError('on(event, listener): event is a name');
  if (typeof listener !== 'function') throw new TypeError(`on("${event}", listener): listener is a function`);
  return listener;
}
