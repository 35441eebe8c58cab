import { readQualityData, type Source, streamId, type Uid } from '@callgrid/core';
import { type QualityNumbers, useQualityLog, useRoom } from '@callgrid/react';
import { useEffect } from 'react';
import type { DeviceReport } from './call-devices.ts';
import { useCallDevices } from './use-call-devices.ts';

/** Tells the app, and operators by way of the room, what a device says of its stream. */
export function useDeviceReport(
  device: DeviceReport['device'],
  { uid, source }: { readonly uid: Uid; readonly source: Source },
): (event: DeviceReport['event'], detail: unknown) => void {
  const room = useRoom();
  const devices = useCallDevices();
  const log = useQualityLog();
  const id = streamId(uid, source);
  useEffect(() => () => log.forget(id), [log, id]);
  return (event, detail) => {
    devices.report({ device, uid, source, event, detail });
    const data = event === 'netstatus' ? (detail as { readonly info?: unknown }).info : detail;
    const quality = readQualityData(`bind${event}`, data);
    const direction = device === 'pusher' ? 'push' : 'pull';
    if (!quality) return;
    room.report({ id, direction, ...quality });
    if (quality.network) log.note(id, { ...quality.network, ...pathOf(data) });
  };
}

/** What browsers know besides. */
function pathOf(data: unknown): QualityNumbers {
  const { packetLoss, roundTrip } = data as QualityNumbers;
  return { ...(packetLoss !== undefined && { packetLoss }), ...(roundTrip !== undefined && { roundTrip }) };
}
