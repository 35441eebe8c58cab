import type { ErrorCode, LeaveReason } from '@callgrid/protocol';

/** What happens, for whoever counts it. */
export interface GatewayCounters {
  joined(resumed: boolean): void;
  left(reason: LeaveReason): void;
  refused(code: ErrorCode): void;
}

/** Nobody counts. */
export const noCounters: GatewayCounters = { joined() {}, left() {}, refused() {} };
