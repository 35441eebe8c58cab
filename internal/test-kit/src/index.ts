export { EventLog } from './event-log.ts';
export { FaultProxy } from './fault-proxy.ts';
export { until } from './until.ts';
