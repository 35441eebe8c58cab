import type { QualitySample } from '@callgrid/protocol';
import type { Seat } from './seat.ts';

/**
 * Keeps what a client's devices say of the streams that it pushes and pulls; of others nothing. Numbers and codes stay
 * until the next ones, an error only until the next word.
 */
export function keepReports({ grants, reports }: Seat, samples: readonly QualitySample[], at: number): void {
  for (const { id, direction, network, code, error } of samples) {
    if (grants.get(id)?.direction !== direction) continue;
    const before = reports.get(id);
    const numbers = network ?? before?.network;
    const latest = code ?? before?.code;
    reports.set(id, {
      id,
      direction,
      at,
      ...(numbers && { network: numbers }),
      ...(latest !== undefined && { code: latest }),
      ...(error && { error }),
    });
  }
}
