/** Why the gateway closed a socket (RFC 6455 §7.4.2: 4000–4999 are for applications). */
export const closeCodes = {
  /** The seat is given up: left, kicked, replaced or dissolved. The notification before says which. */
  seatGone: 4000,
  /** The same seat was taken up by a newer socket. */
  superseded: 4001,
  /** Nothing was heard for too long. */
  silent: 4002,
  /** No `join` came in time, or the version is not spoken here. */
  notJoined: 4003,
  /** The client reads too slowly or asks too much. */
  overloaded: 4004,
  /** The gateway stops or restarts: come back soon (RFC 6455's 1012). */
  restart: 1012,
} as const;
