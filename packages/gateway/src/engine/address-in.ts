import type { MediaProtocol } from '@callgrid/protocol';
import type { Grant } from '../grant/grant.ts';

/** Where the engine is reached. */
export interface EnginePlace {
  /** The gateway as the client knows it, port included. */
  readonly host: string;
  readonly publicUrl: string | undefined;
  readonly publicRtmpUrl: string | undefined;
  readonly rtmpPort: number;
  readonly app: string;
}

/** The URL of a grant's stream in a protocol, with its key in it. */
export function addressIn(
  { stream, key }: Pick<Grant, 'stream' | 'key'>,
  protocol: MediaProtocol,
  { host, publicUrl, publicRtmpUrl, rtmpPort, app }: EnginePlace,
): string {
  const base = new URL(publicUrl ?? `http://${host}`);
  const secure = base.protocol === 'https:' || base.protocol === 'wss:' ? 's' : '';
  switch (protocol) {
    case 'rtmp':
      return `${publicRtmpUrl ?? `rtmp://${base.hostname}:${rtmpPort}`}/${app}/${stream}?key=${key}`;
    case 'ws-flv':
      return `ws${secure}://${base.host}/${app}/${stream}.flv?key=${key}`;
    case 'whip':
    case 'whep':
      return `http${secure}://${base.host}/${protocol}/${stream}?key=${key}`;
  }
}
