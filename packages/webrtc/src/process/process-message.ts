import type { NegotiationCode, WebRtcEvents, WebRtcServer } from '../webrtc-server.ts';

/** Methods that are answered, and those that are only told. */
export type AskedMethod = 'start' | 'open' | 'trickle' | 'stop';
export type ToldMethod = 'setKinds' | 'demand' | 'feed' | 'close';

/** What the gateway's process says to the media process. */
export type ToMediaProcess =
  | { readonly type: 'options'; readonly options: object }
  | {
      [Method in AskedMethod]: {
        readonly type: 'ask';
        readonly call: number;
        readonly method: Method;
        readonly args: Parameters<WebRtcServer[Method]>;
      };
    }[AskedMethod]
  | {
      [Method in ToldMethod]: {
        readonly type: 'tell';
        readonly method: Method;
        readonly args: Parameters<WebRtcServer[Method]>;
      };
    }[ToldMethod]
  /** Wants a `pong`. */
  | { readonly type: 'ping' };

/** What the media process says to the gateway's. */
export type FromMediaProcess =
  | { readonly type: 'answer'; readonly call: number; readonly value: unknown }
  | {
      readonly type: 'refusal';
      readonly call: number;
      readonly code: NegotiationCode | undefined;
      readonly message: string;
    }
  | {
      [Name in keyof WebRtcEvents]: {
        readonly type: 'event';
        readonly name: Name;
        readonly event: WebRtcEvents[Name];
      };
    }[keyof WebRtcEvents]
  | {
      readonly type: 'log';
      readonly level: 'debug' | 'info' | 'warn';
      readonly fields: object;
      readonly message: string;
    }
  | { readonly type: 'pong' };
