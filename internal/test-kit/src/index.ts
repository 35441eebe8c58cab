export { EventLog } from './event-log.ts';
export { FaultProxy } from './fault-proxy.ts';
export { type Conditions, LossyRelay, type RelayCounts } from './lossy-relay.ts';
export { LossyWhip } from './lossy-whip.ts';
export { seededRandom } from './seeded-random.ts';
export { until } from './until.ts';
