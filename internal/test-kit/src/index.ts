export { EventLog } from './event-log.ts';
export { until } from './until.ts';
