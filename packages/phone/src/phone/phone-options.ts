import type { PhoneClock } from '../clock/phone-clock.ts';
import type { DeviceInfo } from '../device/device-info.ts';
import type { MediaDriver } from '../media/media-driver.ts';
import type { Scope } from '../permissions/permissions.ts';
import type { PhoneStorage } from '../storage/phone-storage.ts';
import type { UiHandler } from '../ui/ui-handler.ts';

export interface PhoneOptions extends PhoneSetting {
  /** The folder of the compiled mini program: the one with app.json. */
  dist: string;
}

/** What a phone is like, wherever it runs and whatever runs on it. */
export interface PhoneSetting {
  /** The page to open. The first of app.json when left out. */
  page?: string;
  /** Given to the page as it stands: WeChat does not decode query values. */
  query?: Record<string, string>;
  /** What stands behind live elements. `scripted()` when left out. */
  media?: MediaDriver;
  device?: Partial<DeviceInfo>;
  /** Answers modals, permissions and the like. Left out, everything is agreed to. */
  ui?: UiHandler;
  /** What the user refuses from the start, such as `{ 'scope.camera': false }`. Nothing when left out. */
  permissions?: Partial<Record<Scope, boolean>>;
  /** What the mini program sees as time follows it; the system's when left out. Sockets and `ffmpeg()` stay real. */
  clock?: PhoneClock;
  onConsole?: (line: ConsoleLine) => void;
  /** Empty when left out. */
  storage?: PhoneStorage;
}

export interface ConsoleLine {
  level: string;
  text: string;
  at: number;
}

export interface PhoneError {
  message: string;
  /** The file, handler or API it came out of. */
  where: string;
  at: number;
}
