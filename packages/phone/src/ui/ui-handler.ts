import type { JsonObject } from '../runtime/host.ts';

/**
 * Answers what the mini program shows or asks. What it returns is merged into the result; nothing means the
 * default answer; throwing fails the call with the error's message.
 */
export type UiHandler = (
  api: string,
  args: JsonObject,
) => JsonObject | undefined | Promise<JsonObject | undefined>;

const GRANTED = { 'scope.camera': true, 'scope.record': true, 'scope.writePhotosAlbum': true };

/** What a friendly user does: agrees, and takes the first choice. */
export const DEFAULT_ANSWERS: Record<string, JsonObject> = {
  showModal: { confirm: true, cancel: false },
  showActionSheet: { tapIndex: 0 },
  getSetting: { authSetting: GRANTED },
  openSetting: { authSetting: GRANTED },
  getClipboardData: { data: '' },
  getScreenBrightness: { value: 0.5 },
  getAvailableAudioSources: { audioSources: ['auto', 'mic'] },
};
