import type { Logger, WebRtcEvents } from './webrtc-server.ts';

type Listener<Payload> = (payload: Payload) => void;

/** Tells listeners; one that throws is reported and stops nothing. */
export class EventHub {
  private readonly listeners = new Map<keyof WebRtcEvents, Set<Listener<never>>>();

  constructor(private readonly log: Logger) {}

  on<Name extends keyof WebRtcEvents>(name: Name, listener: Listener<WebRtcEvents[Name]>): () => void {
    const set = this.listeners.get(name) ?? new Set();
    this.listeners.set(name, set);
    // Wrapped, so that the same function given twice is told twice and stopped once.
    const own: Listener<WebRtcEvents[Name]> = (event) => listener(event);
    set.add(own);
    return () => void set.delete(own);
  }

  emit<Name extends keyof WebRtcEvents>(name: Name, event: WebRtcEvents[Name]): void {
    for (const listener of [...(this.listeners.get(name) ?? [])]) {
      try {
        (listener as Listener<WebRtcEvents[Name]>)(event);
      } catch (error) {
        this.log.warn({ error: `${error}`, event: name }, 'a listener threw');
      }
    }
  }
}

export const silentLogger: Logger = { debug: () => {}, info: () => {}, warn: () => {} };
