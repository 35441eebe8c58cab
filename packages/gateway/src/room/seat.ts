import type { LeaveReason, MediaProtocol, QualitySample, StreamId, Uid } from '@callgrid/protocol';
import type { Grant } from '../grant/grant.ts';
import type { Rights } from '../token/rights.ts';

/** The way to a participant's client, while it has one. */
export interface SeatLink {
  send(frame: string): void;
  /** The seat is given up. */
  end(reason: LeaveReason): void;
  /** The same client came back on a newer link. */
  supersede(): void;
}

/** Who comes, and by what right. */
export interface Guest {
  /** How the client reached the gateway, port included. */
  readonly host: string;
  readonly rights: Rights;
  readonly link: SeatLink;
}

/** The latest word of a stream's quality, and when it came (milliseconds since 1970). */
export interface QualityReport extends QualitySample {
  readonly at: number;
}

/** A participant's place in the room. It outlives sockets, and with a store the gateway too. */
export interface Seat {
  readonly uid: Uid;
  /** The secret that proves the seat is its client's. */
  readonly session: string;
  /** The gateway's host as this client reached it first: a stream that plays never changes its address. */
  readonly host: string;
  readonly autoSubscribe: boolean;
  readonly protocols: { readonly push: readonly MediaProtocol[]; readonly pull: readonly MediaProtocol[] };
  /** What this client may push and pull, by stream. */
  readonly grants: Map<StreamId, Grant>;
  /** What this client may ask for. */
  rights: Rights;
  /** What this client's devices said last of what it pushes and pulls. */
  readonly reports: Map<StreamId, QualityReport>;
  link: SeatLink | null;
  stopExpiry: () => void;
}

/** A seat that nobody has a link to yet. */
export function createSeat(
  known: Pick<Seat, 'uid' | 'session' | 'host' | 'autoSubscribe' | 'protocols' | 'rights'>,
): Seat {
  return { ...known, grants: new Map(), reports: new Map(), link: null, stopExpiry() {} };
}
