import { type ErrorCode, RtcError } from '@callgrid/protocol';

/** Why a camera, a microphone or a screen cannot be had. */
export type DeviceErrorCode = Extract<ErrorCode, `device/${string}`>;

/** What each name of a `getUserMedia` failure means (Media Capture and Streams §10.2). */
const codes: Readonly<Record<string, DeviceErrorCode>> = {
  NotAllowedError: 'device/refused',
  SecurityError: 'device/refused',
  NotFoundError: 'device/missing',
  OverconstrainedError: 'device/missing',
  NotReadableError: 'device/busy',
  AbortError: 'device/busy',
};

const advice: Readonly<Record<DeviceErrorCode, string>> = {
  'device/refused': 'Allow it in the settings of the browser and of the system.',
  'device/missing': 'Plug one in.',
  'device/busy': 'Close what else uses it, and try again.',
  'device/insecure': 'Open the page over https, or on localhost.',
};

/** A failure of `getUserMedia` or `getDisplayMedia` as an `RtcError`; `what` is "The camera", or so. */
export function toDeviceError(what: string, error: unknown): RtcError {
  const { name, message } = error as Partial<Error>;
  const code = codes[name ?? ''] ?? 'device/busy';
  return deviceError(code, `${what}: ${message || name || error}.`, error);
}

/** A page that was not loaded securely is shown no devices at all. */
export function insecure(what: string): RtcError {
  return deviceError('device/insecure', `${what}: browsers give no devices to an insecure page.`);
}

function deviceError(code: DeviceErrorCode, what: string, cause?: unknown): RtcError {
  return new RtcError(code, `${what} ${advice[code]}`, cause);
}
