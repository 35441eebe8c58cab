import type { PhoneClock } from '../clock/phone-clock.ts';
import type { JsonObject } from '../runtime/host.ts';
import type { Connection, LiveElement } from './live-element.ts';
import { LiveSession } from './live-session.ts';
import type { LiveAction } from './live-state.ts';
import type { MediaDriver, MediaPort } from './media-driver.ts';
import { netStatus } from './net-status.ts';

export interface ScriptedDriver extends MediaDriver {
  /** Tells a pusher how loud its microphone is, 0 to 100. */
  hear(nid: number, volume: number): void;
  /** What a live element says of its network from now on, at once and every 2 s, such as `{ netQualityLevel: 4 }`. */
  network(nid: number, info: JsonObject): void;
  /**
   * Makes an element fail. `-1307` and `-2301` end it as exhausted retries do; `3005` breaks the connection once;
   * any other code is only told.
   */
  fail(nid: number, code: number): void;
  /** While set, connections of elements whose address it accepts break at once. */
  refuse(refuses: ((address: string) => boolean) | null): void;
  /** While set, connections of elements whose address it accepts do not come about, and do not break either. */
  hold(holds: ((address: string) => boolean) | null): void;
}

/** Live elements without media: every start succeeds at once with the codes of a real phone. For one phone. */
export function scripted(): ScriptedDriver {
  let session: LiveSession | undefined;
  let port: MediaPort | undefined;
  let refuses: ((address: string) => boolean) | null = null;
  let holds: ((address: string) => boolean) | null = null;
  const networks = new WeakMap<LiveElement, JsonObject>();
  const known = (nid: number): LiveElement => {
    const element = session?.element(nid);
    if (!element) throw new TypeError(`there is no live element ${nid}`);
    return element;
  };
  return {
    name: 'scripted',
    attach(phone) {
      if (session) throw new TypeError('scripted() serves one phone: make another for another phone');
      const { clock } = phone;
      port = phone;
      session = new LiveSession(phone, {
        clock,
        open: (element, tell) =>
          connect(clock, tell, () => {
            if (refuses?.(element.address)) return 'refused';
            return holds?.(element.address) ? 'held' : 'up';
          }),
        netStatus: (element) => ({ ...netStatus(element), ...networks.get(element) }),
      });
      return session;
    },
    hear(nid, volume) {
      port?.fire(nid, 'audiovolumenotify', { volume });
    },
    network(nid, info) {
      const element = known(nid);
      networks.set(element, { ...networks.get(element), ...info });
      element.reportStatus();
    },
    fail(nid, code) {
      const element = known(nid);
      if (code === 3005) element.kill();
      // Told last, so that a handler may start the element again at once.
      else if (code === -1307 || code === -2301) element.act({ type: 'gaveUp' });
      else element.tell(code, 'scripted');
    },
    refuse(next) {
      refuses = next;
    },
    hold(next) {
      holds = next;
    },
  };
}

function connect(
  clock: PhoneClock,
  tell: (action: LiveAction) => void,
  outcome: () => 'up' | 'refused' | 'held',
): Connection {
  const cancel = clock.after(0, () => {
    const became = outcome();
    if (became === 'up') tell({ type: 'up' });
    if (became === 'refused') tell({ type: 'lost', message: 'connection refused' });
  });
  return {
    changed() {},
    kill() {
      tell({ type: 'lost', message: 'connection lost' });
      return true;
    },
    close: cancel,
  };
}
