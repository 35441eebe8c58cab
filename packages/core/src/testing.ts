export {
  createFakePlatform,
  createIdlePlatform,
  type FakePlatform,
  type FakePlatformOptions,
  type FakeSocket,
} from './testing/fake-platform.ts';
export {
  createInMemoryGateway,
  type InMemoryGateway,
  type InMemoryGatewayOptions,
} from './testing/in-memory-gateway.ts';
export { VirtualClock, type VirtualClockOptions } from './testing/virtual-clock.ts';
