// Whoever reads this package from its sources does not list the declaration among its own files.
/// <reference path="./glass-easel.d.ts" />
import type { Caller } from 'glass-easel-miniprogram-adapter';
import type { Host } from './host.ts';

/** One `setData`, as it would have crossed to the view. */
export interface SetDataRecord {
  /** The route of the page or the path of the component. */
  component: string;
  bytes: number;
  keys: string[];
}

export const SET_DATA_LIMIT = 1024 * 1024;
const patched = new WeakSet<Caller>();

/** Makes an instance's `setData` account for what it sends, and report what WeChat forbids. */
export function meterSetData(instance: Caller, host: Host): void {
  if (patched.has(instance)) return;
  patched.add(instance);
  const original = instance.setData;
  const metered = (data: Record<string, unknown>, callback?: () => void): void => {
    measure(instance.is, data, host);
    original.call(instance, data);
    if (callback) setTimeout(() => callback.call(instance), 0);
  };
  Object.defineProperty(instance, 'setData', { configurable: true, writable: true, value: metered });
}

function measure(component: string, data: Record<string, unknown>, host: Host): void {
  let bytes = 0;
  try {
    bytes = host.byteLength(JSON.stringify(data) ?? '');
  } catch (error) {
    host.report.violation('set-data-json', `${component}: ${String(error)}`);
  }
  host.report.setData({ component, bytes, keys: Object.keys(data) });
  if (bytes > SET_DATA_LIMIT)
    host.report.violation('set-data-size', `${component}: ${bytes} bytes, at most ${SET_DATA_LIMIT}`);
  const hole = findUndefined(data, '', new Set());
  if (hole !== null) host.report.violation('set-data-undefined', `${component}: ${hole} is undefined`);
}

function findUndefined(value: unknown, path: string, above: Set<object>): string | null {
  if (value === undefined) return path;
  if (value === null || typeof value !== 'object' || above.has(value)) return null;
  above.add(value);
  for (const [key, inner] of Object.entries(value)) {
    const found = findUndefined(inner, path === '' ? key : `${path}.${key}`, above);
    if (found !== null) return found;
  }
  above.delete(value);
  return null;
}
