import { Client } from '../src/nertc/client.ts';
import type { ClientEvent } from '../src/nertc/client-events.ts';
import type { SdkPorts } from '../src/nertc/sdk-ports.ts';
import {
  createFakePlatform,
  createInMemoryGateway,
  type InMemoryGateway,
  VirtualClock,
} from '../src/testing.ts';

export const everyEvent = [
  ...['sessionStart', 'open', 'clientJoin', 'clientLeave', 'stream-added', 'stream-removed', 'media-status'],
  ...['mute-audio', 'unmute-audio', 'mute-video', 'unmute-video', 'syncDone', 'clientUpdate', 'role-Changed'],
  ...[
    'kicked',
    'liveRoomClose',
    'willreconnect',
    'reconnected',
    'disconnect',
    'error',
    'sendCommandOverTime',
  ],
] as readonly ClientEvent[];

/** Clients of the SDK in the rooms of a gateway in memory, on one clock. */
export interface SdkStage {
  readonly clock: VirtualClock;
  readonly gateway: InMemoryGateway;
  readonly ports: SdkPorts;
  client(options?: Partial<ConstructorParameters<typeof Client>[0]>): StagedClient;
  /** Lets what is due be told. */
  settle(): Promise<void>;
}

export interface StagedClient {
  readonly client: Client;
  /** What was told, in order. */
  readonly told: [ClientEvent, unknown][];
}

/** With `ports`, on another gateway than the one in memory. */
export function createStage(others: Partial<SdkPorts> = {}, clock = new VirtualClock()): SdkStage {
  const gateway = createInMemoryGateway();
  const ports: SdkPorts = {
    platform: () => ({ ...createFakePlatform(), clock }),
    backend: () => gateway.backend(),
    defer: (task) => void clock.after(0, task),
    log() {},
    ...others,
  };
  return {
    clock,
    gateway,
    ports,
    client: (options) => {
      const client = new Client({ appkey: 'k', gateway: 'ws://g', ...options }, undefined, ports);
      const told: [ClientEvent, unknown][] = [];
      for (const event of everyEvent) client.on(event, (payload) => told.push([event, payload]));
      return { client, told };
    },
    settle: () => clock.advance(0),
  };
}
