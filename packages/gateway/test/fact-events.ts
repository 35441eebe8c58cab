import type { RoomEvent } from '@callgrid/core';

/** The events of a room that are facts of it. */
export const factEvents = [
  'participantJoined',
  'participantLeft',
  'statusChanged',
  'roleChanged',
  'streamPublished',
  'streamUnpublished',
  'muted',
  'unmuted',
  'modeChanged',
  'mediaChanged',
] as const satisfies readonly RoomEvent[];
