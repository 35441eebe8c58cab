import type { Host } from './host.ts';

type Listener = (detail?: unknown) => void;

/** What `wx.onAppShow` and its kin listen to. */
export class AppEvents {
  private readonly listeners = new Map<string, Set<Listener>>();

  constructor(private readonly host: Host) {}

  on(name: string, listener: Listener): void {
    const set = this.listeners.get(name) ?? new Set();
    this.listeners.set(name, set.add(listener));
  }

  /** Without a listener, all of that name go. */
  off(name: string, listener?: Listener): void {
    if (listener) this.listeners.get(name)?.delete(listener);
    else this.listeners.delete(name);
  }

  emit(name: string, detail?: unknown): void {
    for (const listener of [...(this.listeners.get(name) ?? [])]) {
      try {
        listener(detail);
      } catch (error) {
        this.host.report.error(error, `wx.on${name}`);
      }
    }
  }
}
