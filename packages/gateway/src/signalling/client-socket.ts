/** One client's connection, whatever carries it. */
export interface ClientSocket {
  /** What was sent and not yet taken by the network, in bytes. */
  readonly queuedBytes: number;
  /** Sends one frame; does nothing once it is closing. */
  send(text: string): void;
  /** Begins to close, after what was sent; `closed` follows soon, whatever the client does. A second call means nothing. */
  close(code: number, reason: string): void;
  /** Called once, before anything can have come. */
  listen(listener: ClientSocketListener): void;
}

/** What a connection tells; never from within a call of {@link ClientSocket}'s own methods. */
export interface ClientSocketListener {
  received(text: string): void;
  receivedBinary(): void;
  /** Said exactly once, whoever closed it. */
  closed(): void;
}
