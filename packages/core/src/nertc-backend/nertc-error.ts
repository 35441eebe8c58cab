import { type ErrorCode, RtcError } from '@callgrid/protocol';

const codes: Readonly<Record<string, ErrorCode>> = {
  '400': 'connection/failed',
  '401': 'connection/failed',
  '403': 'token/refused',
  '405': 'room/left',
  '406': 'request/failed',
  '414': 'token/refused',
  '417': 'connection/failed',
  '418': 'connection/failed',
  '420': 'request/timeout',
  '434': 'request/failed',
  '-2': 'connection/failed',
};

/** The vendor's rejection, an object with `code` and `reason`, wx's error, or a bare string, as ours. */
export function toRtcError(what: string, reason: unknown): RtcError {
  if (reason instanceof RtcError) return reason;
  const { code, reason: text, desc, errMsg, message } = (reason ?? {}) as Record<string, unknown>;
  const detail =
    text ?? desc ?? errMsg ?? message ?? (typeof reason === 'string' ? reason : 'no reason given');
  const known = codes[String(code)] ?? (errMsg === undefined ? 'request/failed' : 'connection/failed');
  const number = code === undefined ? '' : ` (${String(code)})`;
  return new RtcError(known, `NetEase's SDK refused ${what}${number}: ${String(detail)}`, reason);
}
