/** Every time span of a call that a client minds, in milliseconds; the gateway's own follow below. */
export const timers = {
  /** A client sends a heartbeat this often. */
  heartbeat: 3_000,
  /** Either side silent for this long is broken. */
  silence: 10_000,
  /** The network changed under an open connection: who hears nothing for this long takes it for broken. */
  probe: 3_000,
  /** A command without an answer for this long has failed. */
  command: 10_000,
  /** One attempt to connect, or to log in. */
  attempt: 8_000,
  /** The wait before the second attempt to reconnect; the first is made at once. It doubles up to `backoffMax`. */
  backoff: 500,
  backoffMax: 4_000,
  /** A client that could not come back for this long gives up. Time hidden does not count. */
  giveUp: 60_000,
  /** A client says at most this often what its devices report. */
  report: 5_000,
  /** How long `leave` waits for the gateway's word. */
  leave: 300,
} as const;

/** The time spans of a seat, in milliseconds, which the gateway alone minds. */
export const seatTimers = {
  /** Packets of a kind that is unmuted come back within this time, or have stalled. */
  unmuted: 5_000,
  /** How long the gateway keeps a seat whose socket is gone … */
  seat: 30_000,
  /** … and one whose app said that it was hidden. */
  seatInBackground: 300_000,
  /** A key's last day, should nothing else have ended it. */
  grant: 43_200_000,
} as const;

/** Those of the {@link timers} that the gateway dictates to a client. */
export interface ClientTimers {
  readonly heartbeat: number;
  readonly silence: number;
}
