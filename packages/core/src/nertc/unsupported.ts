import { illegal, SdkError } from './sdk-error.ts';
import { readUid } from './sdk-uid.ts';

/** What this client may do in the room, as far as it is in one. */
export type Standing = 'outside' | 'broadcaster' | 'audience';

/** The calls for which nothing stands behind this SDK: they check what they are given and reject with code 501. */
export abstract class UnsupportedCalls {
  protected abstract standing(): Standing;

  addTasks(options: { rtmpTasks: readonly object[] }): Promise<never> {
    return this.tasks('addTasks', options?.rtmpTasks);
  }

  updateTasks(options: { rtmpTasks: readonly object[] }): Promise<never> {
    return this.tasks('updateTasks', options?.rtmpTasks);
  }

  deleteTasks(options: { taskIds: readonly string[] }): Promise<never> {
    return this.tasks('deleteTasks', options?.taskIds);
  }

  setVoiceBeautifierPreset(preset: number): Promise<never> {
    return refuse('setVoiceBeautifierPreset', isBetween(preset, 0, 11) && Number.isInteger(preset));
  }

  setAudioEffectPreset(preset: number): Promise<never> {
    return refuse('setAudioEffectPreset', isBetween(preset, 0, 8) && Number.isInteger(preset));
  }

  setLocalVoicePitch(pitch = 1.25): Promise<never> {
    return refuse('setLocalVoicePitch', isBetween(pitch, 0.5, 2));
  }

  setLocalVoiceEqualization(bandHz: number, gain: number): Promise<never> {
    return refuse('setLocalVoiceEqualization', bands.includes(bandHz) && isBetween(gain, -15, 15));
  }

  startAsrCaptions(_sourceLang = 'AUTO', _targetLang = ''): Promise<never> {
    return this.afterJoin('startAsrCaptions');
  }

  stopAsrCaptions(): Promise<never> {
    return this.afterJoin('stopAsrCaptions');
  }

  async aiManualInterrupt(uid: unknown): Promise<never> {
    readUid(uid);
    return this.afterJoin('aiManualInterrupt');
  }

  directCall(_options?: object): Promise<never> {
    return this.afterJoin('directCall');
  }

  hangupDirectCall(_options?: object): Promise<never> {
    return this.afterJoin('hangupDirectCall');
  }

  private async tasks(method: string, list: unknown): Promise<never> {
    const standing = this.standing();
    if (standing === 'outside') throw illegal(`${method}: 请先加入房间`);
    if (standing === 'audience') throw illegal(`${method}: 观众不允许进行直播推流操作`);
    if (!Array.isArray(list) || list.length === 0) throw illegal(`${method}: 接口参数错误`);
    throw unsupported(method);
  }

  private async afterJoin(method: string): Promise<never> {
    if (this.standing() === 'outside') throw illegal(`在join之前，不允许执行${method}操作`);
    throw unsupported(method);
  }
}

const bands = [31, 62, 125, 250, 500, 1_000, 2_000, 4_000, 8_000, 16_000];

/** The one answer of what exists and does nothing. */
export function unsupported(what: string): SdkError {
  return new SdkError('501', `${what}: CallGrid's gateway does not offer this.`);
}

async function refuse(method: string, isRight: boolean): Promise<never> {
  throw isRight ? unsupported(method) : illegal(`${method}接口参数错误`);
}

function isBetween(value: unknown, least: number, most: number): boolean {
  return typeof value === 'number' && value >= least && value <= most;
}
