import type { Clock } from '@callgrid/protocol';
import type { MediaEngine } from '../engine/media-engine.ts';
import type { Grants } from '../grant/grants.ts';
import type { GatewayCounters } from '../metrics/gateway-counters.ts';
import type { GivenUpSeats } from './given-up-seats.ts';
import type { EntryRules } from './require-entry.ts';

/** What a room is made of, and whom it tells what. */
export interface RoomHostOptions extends EntryRules {
  readonly channelName: string;
  readonly engine: MediaEngine;
  readonly grants: Grants;
  readonly clock: Clock;
  readonly counters: GatewayCounters;
  /** Where clients that are away can learn later how their seats ended. */
  readonly givenUp: GivenUpSeats;
  /** Something is different that should outlive the gateway. */
  changed(): void;
  /** Nobody is left. */
  emptied(): void;
}
