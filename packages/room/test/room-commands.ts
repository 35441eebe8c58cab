import { callModes, mediaKinds, type Participant, type RoomState, toUid } from '@callgrid/protocol';
import fc from 'fast-check';
import { type Command, decide, emptyRoom, evolve } from '../src/index.ts';

const uid = fc.integer({ min: 1, max: 4 }).map(toUid);
const source = fc.constantFrom('camera' as const, 'screen' as const);
const kind = fc.constantFrom(...mediaKinds);
const kinds = fc.subarray([...mediaKinds], { minLength: 1 });
const role = fc.constantFrom('broadcaster' as const, 'audience' as const);
const status = fc.constantFrom('connected' as const, 'reconnecting' as const, 'background' as const);
const media = fc.constantFrom('live' as const, 'stalled' as const);

const service = fc.record(
  { recordAudio: fc.boolean(), mode: fc.constantFrom(...callModes) },
  { requiredKeys: [] },
);

export const participant: fc.Arbitrary<Participant> = fc.record({
  uid,
  name: fc.constantFrom('', 'Ann', 'Bob'),
  role,
  status: fc.constant('connected' as const),
  muted: fc.record({ audio: fc.boolean(), video: fc.boolean() }),
  speaking: fc.constant(false),
  service,
});

/** Any command, sensible or not. */
export const command: fc.Arbitrary<Command> = fc.oneof(
  fc.record({ type: fc.constant('join' as const), participant }),
  fc.record({
    type: fc.constant('leave' as const),
    uid,
    reason: fc.constantFrom('left' as const, 'kicked' as const),
  }),
  fc.record({ type: fc.constant('setStatus' as const), uid, status }),
  fc.record({ type: fc.constant('setRole' as const), uid, role }),
  fc.record({ type: fc.constant('setMode' as const), uid, mode: fc.constantFrom(...callModes) }),
  fc.record({ type: fc.constantFrom('publish' as const, 'unpublish' as const), uid, source, kinds }),
  fc.record({ type: fc.constant('subscribe' as const), uid, publisher: uid, source, kinds }),
  fc.record({ type: fc.constant('setSpeaking' as const), uid, speaking: fc.boolean() }),
  fc.record({ type: fc.constantFrom('mute' as const, 'unmute' as const), uid, kind }),
  fc.record({ type: fc.constant('reportMedia' as const), uid, source, kind, media }),
);

export const commands = fc.array(command, { maxLength: 60 });

/** Where a room comes to when it is given the commands; the refused ones change nothing. */
export function run(room: RoomState, all: readonly Command[]): RoomState {
  return all.reduce((state, it) => {
    const decision = decide(state, it);
    return decision.ok ? decision.notifications.reduce(evolve, state) : state;
  }, room);
}

export const anyRoom = commands.map((all) => run(emptyRoom('demo'), all));
