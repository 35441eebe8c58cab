export {
  idlePlayer,
  type PlayerAction,
  type PlayerResult,
  type PlayerState,
  type PlayerStep,
  reducePlayer,
} from './device/player-machine.ts';
export {
  idlePusher,
  type PusherAction,
  type PusherResult,
  type PusherState,
  type PusherStep,
  reducePusher,
} from './device/pusher-machine.ts';
