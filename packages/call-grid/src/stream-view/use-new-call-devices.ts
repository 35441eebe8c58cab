import type { Platform } from '@callgrid/core';
import { useRef, useState } from 'react';
import { CallDevices, type DeviceReport } from './call-devices.ts';
import { currentPlatform } from './current-platform.ts';
import type { Quality } from './media-settings.ts';
import { webParts } from './web-parts.ts';

export interface NewCallDevices {
  readonly platform: Platform | undefined;
  readonly quality: Quality | undefined;
  readonly onReport: ((report: DeviceReport) => void) | undefined;
}

/** The devices of one call, made when it first renders; only reports follow what is given later. */
export function useNewCallDevices({ platform, quality, onReport }: NewCallDevices): CallDevices {
  const report = useRef(onReport);
  report.current = onReport;
  const createMedia = webParts?.useCreateMedia();
  const [devices] = useState(() => {
    const here = platform ?? currentPlatform();
    const made = new CallDevices(here, () => report.current, createMedia?.(here));
    if (quality) void made.change({ quality });
    return made;
  });
  return devices;
}
