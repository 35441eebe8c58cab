/** Named events with one payload each. A listener that throws is handed to `report` and stops nothing. */
export class Emitter<Events extends object> {
  private readonly listeners = new Map<keyof Events, Set<(payload: never) => void>>();
  private readonly report: (error: unknown) => void;

  constructor(report: (error: unknown) => void) {
    this.report = report;
  }

  /** Gives the function that stops it. */
  on<Event extends keyof Events>(event: Event, listener: (payload: Events[Event]) => void): () => void {
    const all = this.listeners.get(event) ?? new Set();
    this.listeners.set(event, all);
    // Each call gets an entry of its own, so that stopping one never stops its twin.
    const entry = (payload: Events[Event]) => listener(payload);
    all.add(entry);
    return () => {
      all.delete(entry);
    };
  }

  emit<Event extends keyof Events>(event: Event, payload: Events[Event]): void {
    for (const listener of [...(this.listeners.get(event) ?? [])]) {
      try {
        (listener as (payload: Events[Event]) => void)(payload);
      } catch (error) {
        this.report(error);
      }
    }
  }
}
