import { type Address, mediaKinds, type PusherAction, type Source } from '@callgrid/core';
import { type SessionEnd, type Tracks, type VideoQuality, WhipPublisher } from '@callgrid/core/web';
import { useRoom } from '@callgrid/react';
import { useEffect, useRef } from 'react';
import type { LocalStreamViewProps } from '../stream-views.tsx';
import { useCallDevices } from '../use-call-devices.ts';
import { useDeviceReport } from '../use-device-report.ts';
import { usePusher } from '../use-pusher.ts';
import { useMedia } from './use-media.ts';
import { useSessionCare } from './use-session-care.ts';

export interface WhipOptions {
  readonly source: Source;
  readonly address: Address;
  /** What to send now; without any track nothing is opened. */
  readonly tracks: Tracks;
  readonly quality: VideoQuality;
  /** Called when sending stops. */
  stopped?(): void;
  switchCamera?(): Promise<void>;
  toggleTorch?(): Promise<void>;
  readonly onStatus?: LocalStreamViewProps['onStatus'];
}

/** How long a session lives on with nothing to send, in milliseconds. */
const IDLE_AFTER = 2_000;

/** Sends tracks by WHIP for as long as the view is there, run by the machine that runs a phone's pusher. */
export function useWhip({
  source,
  address,
  tracks,
  quality,
  stopped,
  switchCamera,
  toggleTorch,
  onStatus,
}: WhipOptions): void {
  const room = useRoom();
  const { clock } = useCallDevices().platform;
  const media = useMedia();
  const uid = room.store.getState().local.uid!;
  const report = useDeviceReport('pusher', { uid, source });
  const publisher = useRef<WhipPublisher | null>(null);
  /** Told to start, and had nothing to send. */
  const waits = useRef(false);
  const latest = useRef(tracks);
  latest.current = tracks;

  const tell: (action: PusherAction) => void = usePusher(
    source,
    {
      start,
      // The effect below starts it, under StrictMode too.
      restart: () => {},
      stop: ({ success }) => {
        waits.current = false;
        media.setUnsent(source, null);
        Promise.resolve(publisher.current?.stop()).then(success);
        stopped?.();
      },
      ...(switchCamera && { switchCamera }),
      ...(toggleTorch && { toggleTorch }),
    },
    onStatus,
  );

  function code(value: number, why?: string): void {
    report('statechange', { code: value, ...(why !== undefined && { message: why }) });
    tell({ type: 'code', code: value, now: clock.now() });
  }

  function connected(): void {
    media.setUnsent(source, null);
    code(1002);
  }

  function ended(end: SessionEnd, why: string): void {
    // "The server closed the connection: check the address" is how a phone hears of a refused key.
    if (end === 'refused') code(3004, why);
    if (end === 'unreachable' || end === 'unsupported') media.setUnsent(source, end);
    code(-1307, why);
  }

  function start(): void {
    const now = latest.current;
    waits.current = !now.audio && !now.video;
    if (waits.current) return media.setUnsent(source, null);
    publisher.current ??= new WhipPublisher(media.browser, clock, { connected, ended });
    publisher.current.publish(address.url, now, quality);
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: the address stays as long as the view lives
  useEffect(start, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the tracks are what this is told of
  useEffect(() => {
    if (waits.current) return start();
    const sends = publisher.current;
    if (!sends?.isActive) return;
    for (const kind of mediaKinds) sends.replaceTrack(kind, tracks[kind]).catch(() => {});
    if (tracks.audio || tracks.video) return;
    // A session that sends nothing for long would be taken for one that is gone; a camera that is changed is back soon.
    return clock.after(IDLE_AFTER, () => {
      void sends.stop();
      waits.current = true;
    });
  }, [tracks.audio, tracks.video]);

  useEffect(() => publisher.current?.setQuality(quality), [quality]);

  useSessionCare(
    () => publisher.current,
    (info) => report('netstatus', { info }),
  );
}
