import type { Platform } from '@callgrid/core';
import { useRef, useState } from 'react';
import { CallDevices, type DeviceReport } from './call-devices.ts';
import { currentPlatform } from './current-platform.ts';
import { webParts } from './web-parts.ts';

/** NetEase's names for what is sent at most. */
export type Quality = 'FHD' | 'HD' | 'SD';

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
    return new CallDevices(here, () => report.current, createMedia?.(here, quality));
  });
  return devices;
}
