import type { JsonObject } from '../runtime/host.ts';

export type Scope = 'scope.camera' | 'scope.record' | 'scope.writePhotosAlbum';

/** What the user lets the mini program use. Everything, until it is refused. */
export class Permissions {
  private readonly granted: Record<string, boolean> = {
    'scope.camera': true,
    'scope.record': true,
    'scope.writePhotosAlbum': true,
  };

  constructor(wanted: Partial<Record<Scope, boolean>> = {}) {
    for (const [scope, granted] of Object.entries(wanted)) this.set(scope, granted);
  }

  permits(scope: Scope): boolean {
    return this.granted[scope] ?? false;
  }

  set(scope: string, granted: boolean): void {
    if (scope in this.granted) this.granted[scope] = granted;
  }

  /**
   * The usual answer to `authorize`, `getSetting` and `openSetting`; nothing for any other API.
   * Throws what WeChat fails a refused `authorize` with.
   */
  answer(api: string, args: JsonObject): JsonObject | undefined {
    if (api === 'authorize') {
      if (this.granted[String(args.scope)] === false) throw new Error('auth deny');
      return {};
    }
    if (api === 'getSetting' || api === 'openSetting') return { authSetting: { ...this.granted } };
    return undefined;
  }

  /** Learns from what the phone's owner answered. */
  answered(api: string, args: JsonObject, answer: JsonObject): void {
    if (api === 'authorize') this.set(String(args.scope), true);
    const setting = api === 'openSetting' ? answer.authSetting : undefined;
    if (typeof setting === 'object' && setting !== null)
      for (const [scope, granted] of Object.entries(setting)) this.set(scope, granted === true);
  }

  failed(api: string, args: JsonObject): void {
    if (api === 'authorize') this.set(String(args.scope), false);
  }
}
