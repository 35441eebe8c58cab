import { type ChildProcess, spawn } from 'node:child_process';

/** A real peer in a process of its own. */
export interface Peer {
  child: ChildProcess;
  /** Standard output so far. */
  stdout(): string;
  stderr(): string;
  exited: Promise<number | null>;
  /** Kills it without a goodbye and waits until it is gone. */
  kill(): Promise<void>;
}

const running = new Set<Peer>();

/** Starts a command, gives it `input` to read, and collects what it says. */
export function startPeer(command: string, args: readonly string[], input: Buffer = Buffer.alloc(0)): Peer {
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe'] });
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout.on('data', (bytes: Buffer) => out.push(bytes));
  child.stderr.on('data', (bytes: Buffer) => err.push(bytes));
  const exited = new Promise<number | null>((resolve) => child.on('close', (code) => resolve(code)));
  const peer: Peer = {
    child,
    exited,
    stdout: () => Buffer.concat(out).toString('latin1'),
    stderr: () => Buffer.concat(err).toString('latin1'),
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
  };
  running.add(peer);
  exited.then(() => running.delete(peer));
  return peer;
}

/** Ends whatever a test has left running. */
export async function killPeers(): Promise<void> {
  await Promise.all([...running].map((peer) => peer.kill()));
}

/** Publishes a tiny picture (H.264 baseline, one keyframe a second) and a tone (AAC), in real time. */
export function publish(url: string, extra: readonly string[] = []): Peer {
  return startPeer('ffmpeg', [
    ...['-hide_banner', '-loglevel', 'info', '-nostdin', '-re'],
    ...['-f', 'lavfi', '-i', 'testsrc2=size=160x120:rate=15', '-f', 'lavfi', '-i', 'sine=frequency=440'],
    ...['-c:v', 'libx264', '-profile:v', 'baseline', '-preset', 'ultrafast', '-tune', 'zerolatency'],
    ...['-g', '15', '-bf', '0', '-pix_fmt', 'yuv420p', '-c:a', 'aac', '-b:a', '48k', ...extra],
    ...['-f', 'flv', url],
  ]);
}

/** Plays and prints one line per packet: stream index, dts, pts, duration, size, checksum. */
export function play(url: string, extra: readonly string[] = []): Peer {
  return startPeer('ffmpeg', [
    ...[
      '-hide_banner',
      '-loglevel',
      'info',
      '-nostdin',
      '-fflags',
      'nobuffer',
      '-analyzeduration',
      '1000000',
    ],
    ...['-copyts', '-i', url, '-map', '0', '-c', 'copy', ...extra],
    ...['-flush_packets', '1', '-f', 'framecrc', 'pipe:1'],
  ]);
}

/** The timestamps (ms) that a player has printed, per kind. */
export function playedTimestamps(player: Peer): Record<'audio' | 'video', number[]> {
  const text = player.stdout();
  const kinds = new Map<string, 'audio' | 'video'>();
  const bases = new Map<string, number>();
  const played: Record<'audio' | 'video', number[]> = { audio: [], video: [] };
  for (const line of text.split('\n')) {
    const type = /^#media_type (\d+): (audio|video)/.exec(line);
    if (type) kinds.set(type[1] ?? '', type[2] as 'audio' | 'video');
    const base = /^#tb (\d+): (\d+)\/(\d+)/.exec(line);
    if (base) bases.set(base[1] ?? '', (Number(base[2]) / Number(base[3])) * 1_000);
    const packet = /^(\d+), +(-?\d+),/.exec(line);
    const kind = packet && kinds.get(packet[1] ?? '');
    if (packet && kind) played[kind].push(Number(packet[2]) * (bases.get(packet[1] ?? '') ?? 1));
  }
  return played;
}
