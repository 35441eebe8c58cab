import { type JoinResult, type RoomState, timers, toUid } from '@callgrid/protocol';
import { createFakePlatform, type FakePlatform, type FakeSocket } from '../src/testing.ts';

/** A gateway that a test scripts frame by frame, on a platform whose time stands still. */
export interface ScriptedGateway {
  readonly platform: FakePlatform;
  /** The socket opened last. */
  readonly socket: FakeSocket;
  room: RoomState;
  seq: number;
  /** What happens to sockets that are opened from now on. */
  behaviour: 'answers' | 'refuses' | 'hangs' | 'fails' | 'opensOnly';
  /** Whether the next join takes up the seat. */
  resumes: boolean;
  /** Sends a fact, with the next seq. */
  tell(method: string, params: object): void;
  /** Every request of a method, from all sockets. */
  requests(method: string): { id: number; params: Record<string, unknown> }[];
}

interface Request {
  readonly id: number;
  readonly method: string;
  readonly params: Record<string, unknown>;
}

export function createScriptedGateway(): ScriptedGateway {
  const uid = toUid(1);
  const muted = { audio: false, video: false };
  const me = { uid, name: '', role: 'broadcaster', status: 'connected', muted, speaking: false } as const;
  const platform = createFakePlatform({ onSocket: (socket) => arrive(socket) });
  const gateway: ScriptedGateway = {
    platform,
    get socket() {
      return platform.sockets[platform.sockets.length - 1]!;
    },
    room: { channelName: 'demo', participants: [me], streams: [] },
    seq: 0,
    behaviour: 'answers',
    resumes: true,
    tell: (method, params) => {
      gateway.seq += 1;
      gateway.socket.receive({ epoch: 'e', seq: gateway.seq, method, params });
    },
    requests: (method) =>
      platform.sockets.flatMap(({ sent }) => sent as Request[]).filter((it) => it.method === method),
  };

  function arrive(socket: FakeSocket): void {
    const { behaviour } = gateway;
    if (behaviour === 'hangs') return;
    platform.clock.after(1, () => {
      if (behaviour === 'fails') return socket.close(1006);
      socket.onSent = (frame) => platform.clock.after(1, () => answer(socket, frame as Request));
      socket.open();
    });
  }

  function answer(socket: FakeSocket, { id, method, params }: Request): void {
    const { behaviour, room, seq } = gateway;
    if (behaviour === 'opensOnly') return;
    if (method === 'join' && behaviour === 'refuses') {
      return socket.receive({ id, error: { code: 'token/refused', message: 'no' } });
    }
    if (method !== 'join') {
      const result = method === 'sync' ? { epoch: 'e', seq, room, addresses: {} } : {};
      return socket.receive({ id, result });
    }
    const { heartbeat, silence } = timers;
    const known = params.known as { epoch: string; seq: number } | undefined;
    const resumed = params.session !== undefined && gateway.resumes;
    const isKnown = resumed && known?.epoch === 'e' && known.seq === seq;
    const result: JoinResult = {
      session: 's',
      resumed,
      epoch: 'e',
      seq,
      ...(!isKnown && { room }),
      addresses: {},
      timers: { heartbeat, silence },
    };
    socket.receive({ id, result });
  }
  return gateway;
}
