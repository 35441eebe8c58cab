/** The two things a stream can carry. */
export type MediaKind = 'audio' | 'video';

/** Who asks to push or pull, as told to `authorise`. */
export interface AccessRequest {
  /** Unique in this process; the same id comes back in `connectionClosed`. */
  connectionId: string;
  direction: 'push' | 'pull';
  /** The application name without its query. It is not part of the stream's identity: refuse what you do not serve. */
  app: string;
  /** The stream's name without its query. */
  stream: string;
  /** Parameters after `?` in the stream name, then in the app, then in tcUrl; the first one to name a key wins. */
  query: Readonly<Record<string, string>>;
  remoteAddress: string;
  protocol: 'rtmp' | 'ws-flv' | 'http-flv';
}

/**
 * The answer to an `AccessRequest`.
 * `grant` is the caller's own opaque id, later given to `setKinds` and `disconnect`; several connections may share one.
 * `kinds` is what a push is taken for, or what a pull is given. `reason` is shown to the refused peer.
 */
export type Access =
  | { allowed: true; grant: string; kinds: readonly MediaKind[] }
  | { allowed: false; reason: string };
