import { type QualityField, type QualitySample, qualityFields } from '@callgrid/protocol';

const MESSAGE_LENGTH = 256;

/** Where a device's name of a number differs from ours. */
const deviceNames: Partial<Record<QualityField, string>> = { videoFps: 'videoFPS', videoGop: 'videoGOP' };

/**
 * What a `live-pusher` or `live-player` said with an event of this name, such as `bindnetstatus` (its `info`), as a
 * part of a sample; null where there is nothing in it.
 */
export function readQualityData(
  type: unknown,
  data: unknown,
): Pick<QualitySample, 'network' | 'code' | 'error'> | null {
  if (typeof data !== 'object' || data === null) return null;
  const { code, errCode, errMsg } = data as Record<string, unknown>;
  if (type === 'bindstatechange') return Number.isSafeInteger(code) ? { code: code as number } : null;
  if (type === 'bindnetstatus') return { network: readNetwork(data as Record<string, unknown>) };
  if (type !== 'binderror' || !Number.isSafeInteger(errCode)) return null;
  const message = String(errMsg === undefined ? '' : errMsg).slice(0, MESSAGE_LENGTH);
  return { error: { code: errCode as number, message } };
}

function readNetwork(data: Record<string, unknown>): Partial<Record<QualityField, number>> {
  const network: Partial<Record<QualityField, number>> = {};
  for (const field of qualityFields) {
    const value = data[deviceNames[field] ?? field];
    if (typeof value === 'number' && Number.isFinite(value)) network[field] = value;
  }
  return network;
}
