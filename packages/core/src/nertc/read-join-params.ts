import { type CallMode, callModes, recordTypes, type ServiceOptions, type Uid } from '@callgrid/protocol';
import { gatewayIn } from './gateway-address.ts';
import { illegal } from './sdk-error.ts';
import { echoUid, inventUid, readUid, type UidInput } from './sdk-uid.ts';

/** 0 or 1; the SDK takes whatever is true for 1. */
export type Flag = 0 | 1 | boolean | '0' | '1' | null;

/** What `join` takes. It is never changed. */
export interface JoinParam {
  /** 1 to 64 characters. */
  readonly channelName: string;
  /** Left out or null, one is made up. */
  readonly uid?: UidInput | null;
  readonly token?: string | null;
  readonly liveEnable?: Flag;
  /** '0' everybody mixed and each one alone, '1' only the mix, '2' only each one. */
  readonly recordType?: '0' | '1' | '2' | 0 | 1 | 2 | null;
  readonly recordAudio?: Flag;
  readonly recordVideo?: Flag;
  readonly rtmpRecord?: Flag;
  readonly isHostSpeaker?: Flag;
  /** 0 audio and video, 1 only audio, 2 only video, 3 none. */
  readonly mode?: number | null;
  /** Addresses of a private deployment; the first that is a ws:// or wss:// one is the gateway's. */
  readonly address?: string | null;
  readonly channelServer?: string | null;
}

export interface JoinRequest {
  readonly channelName: string;
  readonly uid: Uid;
  /** The uid as its app gave it. */
  readonly ownUid: number | string;
  readonly token?: string;
  readonly service?: ServiceOptions;
  readonly gateway?: string;
}

const NAME_LENGTH = 64;

/** Throws 434 that names the parameter which cannot be used. */
export function readJoinParams(param: unknown, random: () => number): JoinRequest {
  if (typeof param !== 'object' || param === null) throw illegal('join接口参数错误');
  const given = param as Record<string, unknown>;
  const { channelName, token } = given;
  if (channelName === undefined || channelName === null || channelName === '') {
    throw illegal('参数缺失 channelName');
  }
  if (typeof channelName !== 'string' || channelName.length > NAME_LENGTH) {
    throw illegal('channelName参数错误');
  }
  if (!isAbsent(token) && typeof token !== 'string') throw illegal('token参数错误');
  const uid = isAbsent(given.uid) ? inventUid(random) : readUid(given.uid);
  const service = readService(given);
  const gateway = gatewayIn([given.address, given.channelServer]);
  return {
    channelName,
    uid,
    ownUid: echoUid(given.uid, uid),
    ...(token && { token }),
    ...(Object.keys(service).length > 0 && { service }),
    ...(gateway && { gateway }),
  };
}

/** The mode of this number; 434 for any other. */
export function readMode(value: unknown): CallMode {
  const mode = typeof value === 'number' ? callModes[value] : undefined;
  if (!mode) throw illegal('mode参数错误');
  return mode;
}

function readService(given: Record<string, unknown>): ServiceOptions {
  // Kept out of the room, as by the SDK; a value that is none is still the app's mistake.
  readFlag(given, 'rtmpRecord');
  const { mode, recordType } = given;
  const service: Record<string, unknown> = {};
  for (const name of ['liveEnable', 'recordAudio', 'recordVideo', 'isHostSpeaker'] as const) {
    const flag = readFlag(given, name);
    if (flag !== undefined) service[name] = flag;
  }
  if (!isAbsent(recordType)) {
    const isIndex = typeof recordType === 'number' || /^\d$/.test(String(recordType));
    const type = isIndex ? recordTypes[Number(recordType)] : undefined;
    if (!type) throw illegal('recordType参数错误');
    service.recordType = type;
  }
  if (!isAbsent(mode) && !Number.isNaN(mode)) service.mode = readMode(mode);
  return service;
}

function readFlag(given: Record<string, unknown>, name: string): boolean | undefined {
  const value = given[name];
  if (isAbsent(value)) return undefined;
  if (value === 1 || value === true || value === '1') return true;
  if (value === 0 || value === false || value === '0') return false;
  throw illegal(`${name}参数错误`);
}

function isAbsent(value: unknown): value is null | undefined {
  return value === undefined || value === null;
}
