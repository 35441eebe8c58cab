export { EventLog } from './event-log.ts';
export { FaultProxy } from './fault-proxy.ts';
export { type Conditions, LossyRelay, type RelayCounts } from './lossy-relay.ts';
export { LossyWhip } from './lossy-whip.ts';
export { makeRecording, type RecordedPush, type Recording } from './recording.ts';
export { seededRandom } from './seeded-random.ts';
export { until } from './until.ts';
