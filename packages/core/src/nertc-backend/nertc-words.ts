import {
  type CallMode,
  callModes,
  type QualitySample,
  type RecordType,
  recordTypes,
  toUid,
  type Uid,
} from '@callgrid/protocol';
import type { JoinIntent } from '../backend/backend.ts';
import type { NertcJoinParam } from './nertc-sdk.ts';

/** More digits than this and the vendor takes and gives text. */
const NUMBER_DIGITS = 15;

/** A uid as the vendor wants it: a number, or text where a number would not hold it. */
export function toNertcUid(uid: Uid): number | string {
  return uid.length <= NUMBER_DIGITS ? Number(uid) : uid;
}

/** A uid as the vendor gives it: number, text, or by mistake a BigNumber. Undefined for what is none. */
export function readUid(value: unknown): Uid | undefined {
  try {
    return toUid(value as Parameters<typeof toUid>[0]);
  } catch {
    return undefined;
  }
}

export function toNertcMode(mode: CallMode): number {
  return callModes.indexOf(mode);
}

export function toNertcJoin({ channelName, uid, token, service = {} }: JoinIntent): NertcJoinParam {
  const { liveEnable, recordAudio, recordVideo, recordType, isHostSpeaker, mode } = service;
  return {
    channelName,
    uid: toNertcUid(uid),
    ...(token !== undefined && { token }),
    ...(liveEnable !== undefined && { liveEnable: flag(liveEnable) }),
    ...(recordAudio !== undefined && { recordAudio: flag(recordAudio) }),
    ...(recordVideo !== undefined && { recordVideo: flag(recordVideo) }),
    ...(recordType !== undefined && { recordType: toRecordType(recordType) }),
    ...(isHostSpeaker !== undefined && { isHostSpeaker: flag(isHostSpeaker) }),
    ...(mode !== undefined && { mode: toNertcMode(mode) }),
  };
}

/** The calls of `dataReporter` that say what one sample says. */
export function toNertcReports({ network, code, error }: QualitySample): readonly [string, object][] {
  return [
    ...(code !== undefined ? [['bindstatechange', { code, reason: '' }] as [string, object]] : []),
    ...(network ? [['bindnetstatus', network] as [string, object]] : []),
    ...(error ? [['binderror', { errCode: error.code, errMsg: error.message }] as [string, object]] : []),
  ];
}

function flag(value: boolean): 0 | 1 {
  return value ? 1 : 0;
}

function toRecordType(type: RecordType): '0' | '1' | '2' {
  return (['0', '1', '2'] as const)[recordTypes.indexOf(type)]!;
}
