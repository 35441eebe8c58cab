import type { Permissions } from '../permissions/permissions.ts';
import type { JsonObject } from '../runtime/host.ts';
import { DEFAULT_ANSWERS, type UiHandler } from './ui-handler.ts';

/** What one dialog or question of the mini program comes to. Rejects as the owner's handler or a refusal says. */
export async function answerUi(
  api: string,
  args: JsonObject,
  handler: UiHandler | undefined,
  permissions: Permissions,
): Promise<JsonObject> {
  try {
    const given = await handler?.(api, args);
    const usual = given && api === 'authorize' ? {} : permissions.answer(api, args);
    const answer = { ...DEFAULT_ANSWERS[api], ...usual, ...given };
    permissions.answered(api, args, answer);
    return answer;
  } catch (error) {
    permissions.failed(api, args);
    throw error;
  }
}
