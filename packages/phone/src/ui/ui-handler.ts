import type { JsonObject } from '../runtime/host.ts';

/**
 * Answers what the mini program shows or asks. What it returns is merged into the result; nothing means the
 * default answer; throwing fails the call with the error's message. Throwing on `authorize` refuses its scope, and an
 * `authSetting` given on `openSetting` is what the user set: the camera and the microphone follow.
 */
export type UiHandler = (
  api: string,
  args: JsonObject,
) => JsonObject | undefined | Promise<JsonObject | undefined>;

/** What a friendly user does: agrees, and takes the first choice. */
export const DEFAULT_ANSWERS: Record<string, JsonObject> = {
  showModal: { confirm: true, cancel: false },
  showActionSheet: { tapIndex: 0 },
  getClipboardData: { data: '' },
  getScreenBrightness: { value: 0.5 },
  getAvailableAudioSources: { audioSources: ['auto', 'mic'] },
};
