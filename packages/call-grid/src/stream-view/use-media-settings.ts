import type { PlatformCapabilities } from '@callgrid/core';
import type { DevicesView } from './call-devices.ts';
import type { MediaSettings } from './media-settings.ts';
import { useCallDevices, useDevicesView } from './use-call-devices.ts';

/** How this client sends and sounds, and what changes it. */
export interface MediaSettingsControl extends MediaSettings {
  /** What of it there is here: `torch`, `ear`, `beauty`, `filters`. */
  readonly capabilities: PlatformCapabilities;
  /** The light of the camera in use. */
  readonly torch: DevicesView['torch'];
  /** Settles once it is so, as far as it can be. */
  change(to: Partial<MediaSettings>): Promise<void>;
  /** Settles once the light is on or off, or cannot be. */
  toggleTorch(): Promise<void>;
  /** Settles once the other camera is there, or is not to be had. */
  switchCamera(): Promise<void>;
}

/** Quality, sound, beauty, filter, light and camera of the call around this component, for controls of an app's own. */
export function useMediaSettings(): MediaSettingsControl {
  const devices = useCallDevices();
  const settings = useDevicesView((view) => view.settings);
  const torch = useDevicesView((view) => view.torch);
  return {
    ...settings,
    capabilities: devices.platform.capabilities,
    torch,
    change: (to) => devices.change(to),
    toggleTorch: () => devices.toggleTorch(),
    switchCamera: () => devices.switchCamera(),
  };
}
