/**
 * The parts of NetEase's `YunXinMiniappSDK` (4.4 to 4.6) that the backend uses. What it gives back is read as
 * `unknown`: published shapes and real ones differ.
 */
export interface NertcSdk {
  /** Gives the one client there is, until `destroy`. */
  Client(options: { readonly appkey: string; readonly debug?: boolean }): NertcClient;
  /** Forgets the one client. */
  destroy(): void;
}

export type NertcMediaType = 'audio' | 'video' | 'screenShare';

export interface NertcClient {
  init(): void;
  join(param: NertcJoinParam): Promise<unknown>;
  leave(): Promise<unknown>;
  publish(mediaType?: '' | 'audio' | 'video'): Promise<unknown>;
  unpublish(mediaType?: '' | 'audio' | 'video'): Promise<unknown>;
  subscribe(uid: number | string, mediaType: NertcMediaType): Promise<unknown>;
  unsubscribe(uid: number | string, mediaType: NertcMediaType): Promise<unknown>;
  mute(mediaType: 'audio' | 'video'): Promise<unknown>;
  unmute(mediaType: 'audio' | 'video'): Promise<unknown>;
  setRole(role: 'broadcaster' | 'audience'): Promise<unknown>;
  switchMode(mode: number): Promise<unknown>;
  dataReporter(direction: 'push' | 'pull', type: string, data: object, uid?: number | string): unknown;
  /** One listener an event: a second one takes the first one's place. */
  on(event: string, listener: (payload: unknown) => void): void;
  destroy(): unknown;
}

export interface NertcJoinParam {
  readonly channelName: string;
  readonly uid: number | string;
  readonly token?: string;
  readonly liveEnable?: 0 | 1;
  readonly recordType?: '0' | '1' | '2';
  readonly recordAudio?: 0 | 1;
  readonly recordVideo?: 0 | 1;
  readonly isHostSpeaker?: 0 | 1;
  readonly mode?: number;
}
