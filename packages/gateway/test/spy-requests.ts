import type { AnyRequest } from '@callgrid/protocol/schema';
import { SignallingConnection } from '../src/signalling/signalling-connection.ts';

/** A request that was read, and was not one too many. */
export interface SeenRequest {
  /** How the client reached the gateway, port included. */
  readonly host: string;
  readonly isSeated: boolean;
  readonly request: AnyRequest;
}

interface Connection {
  readonly options: { readonly host: string };
  readonly place: object | null;
  handle(request: AnyRequest): void;
}

/** From now on tells of every request that any connection of this process begins to answer. */
export function spyRequests(told: (request: SeenRequest) => void): void {
  const connection = SignallingConnection.prototype as unknown as Connection;
  const { handle } = connection;
  connection.handle = function (this: Connection, request) {
    told({ host: this.options.host, isSeated: this.place !== null, request });
    handle.call(this, request);
  };
}
