export type { Command } from './command.ts';
export { type Decision, decide } from './decide.ts';
export { difference } from './difference.ts';
export { emptyRoom, evolve } from './evolve.ts';
export { findParticipant, findStream } from './room-lookup.ts';
