import type { NertcClient, NertcSdk } from '../src/index.ts';

type Method = Exclude<keyof NertcClient, 'on' | 'init'>;

/** NetEase's SDK as a test scripts it: what it is asked, what it answers, what it tells. */
export interface ScriptedNertcSdk extends NertcSdk {
  /** Everything asked of any client, such as `['publish', '']`. */
  readonly asked: [Method, ...unknown[]][];
  /** How many clients were made. */
  readonly clients: number;
  /** What a method answers from now on; by default what the vendor answers when all is well. */
  answer(method: Method, give: (...args: unknown[]) => unknown): void;
  /** Tells the latest client's listener. */
  emit(event: string, payload?: unknown): void;
}

/** What a promise of the vendor's now and then does: nothing. */
export const never = (): Promise<never> => new Promise(() => {});

export function createScriptedNertcSdk(): ScriptedNertcSdk {
  const asked: [Method, ...unknown[]][] = [];
  const answers = new Map<Method, (...args: unknown[]) => unknown>([
    ['join', () => ({ cid: 1, code: 200 })],
    ['publish', () => 'rtmp://push/me'],
    [
      'subscribe',
      (uid, type) => ({ uid, url: `rtmp://pull/${uid}${type === 'screenShare' ? '-screen' : ''}` }),
    ],
  ]);
  let listeners = new Map<string, (payload: unknown) => void>();
  let client: NertcClient | null = null;
  let clients = 0;

  function create(): NertcClient {
    clients++;
    listeners = new Map();
    const own = listeners;
    const ask =
      (method: Method) =>
      async (...args: unknown[]) => {
        asked.push([method, ...args]);
        return answers.get(method)?.(...args);
      };
    return {
      init() {},
      join: ask('join'),
      leave: ask('leave'),
      publish: ask('publish'),
      unpublish: ask('unpublish'),
      subscribe: ask('subscribe'),
      unsubscribe: ask('unsubscribe'),
      mute: ask('mute'),
      unmute: ask('unmute'),
      setRole: ask('setRole'),
      switchMode: ask('switchMode'),
      dataReporter: ask('dataReporter'),
      destroy: ask('destroy'),
      on: (event, listener) => own.set(event, listener),
    };
  }

  return {
    asked,
    get clients() {
      return clients;
    },
    Client: () => {
      client ??= create();
      return client;
    },
    destroy: () => {
      client = null;
    },
    answer: (method, give) => answers.set(method, give),
    emit: (event, payload) => listeners.get(event)?.(payload),
  };
}
