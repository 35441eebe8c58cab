import type { Clock, MediaProtocol } from '@callgrid/protocol';

export interface SocketListener {
  opened(): void;
  received(text: string): void;
  /** Said exactly once, also when the socket never opened. Nothing follows. */
  closed(info: { readonly code: number; readonly reason: string }): void;
}

/** One WebSocket. `send` on a socket that is not open does nothing; `closed` tells. */
export interface Socket {
  send(text: string): void;
  close(code: number, reason: string): void;
}

/** Everything the core needs of the place it runs in. It never asks where that is. */
export interface Platform {
  readonly name: string;
  readonly clock: Clock;
  /** 0 ≤ x < 1, for jitter. */
  random(): number;
  openSocket(url: string, protocol: string, listener: SocketListener): Socket;
  /** Tells when the network comes and goes. Gives the function that stops it, as all `on…` do. */
  onNetworkChanged(listener: (online: boolean) => void): () => void;
  /** Tells when the app is hidden and shown. */
  onVisibilityChanged(listener: (visible: boolean) => void): () => void;
  /** Tells when something else takes the sound, such as a phone call, and when it is over. */
  onInterruptionChanged(listener: (interrupted: boolean) => void): () => void;
  readonly capabilities: PlatformCapabilities;
}

export interface PlatformCapabilities {
  /** What can be pushed from here, best first; empty where nothing can. */
  readonly push: readonly MediaProtocol[];
  /** What can be played here, best first. */
  readonly pull: readonly MediaProtocol[];
  /** How many players the platform stands at once. */
  readonly maxPlayers: number;
  /** Whether a screen can be captured here. */
  readonly screen?: boolean;
  /** Whether a camera's light can be turned on here; whether the camera in use has one it says itself. */
  readonly torch?: boolean;
  /** Whether sound can be played at the ear, as of a phone call, in place of the speaker. */
  readonly ear?: boolean;
  /** Whether faces can be made smoother. */
  readonly beauty?: boolean;
  /** Whether the own picture can be coloured. */
  readonly filters?: boolean;
}
