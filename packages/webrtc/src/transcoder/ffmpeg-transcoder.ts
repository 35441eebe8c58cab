import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import type { Logger } from '../webrtc-server.ts';
import type { AudioTranscoder } from './audio-transcoder.ts';

/** A child that does not read has this many bytes to take, some ten seconds of sound; more is dropped. */
const UNREAD_BYTES = 128 * 1024;
/** A child that has died is followed by another after this, doubling. */
const RESTART_MS = 250;
const RESTART_MAX_MS = 8_000;
/** A child that has run for this long was a good one. */
const STEADY_MS = 10_000;

type Child = ChildProcessByStdio<Writable, Readable, Readable>;

/** One run of a codec, from a child's start to its end. */
export interface CodecRun {
  /** What the child is told before any packet. */
  readonly preamble: Buffer;
  /** A packet as the child reads it; undefined for one that it could not. */
  write(packet: Buffer, timestamp: number): Buffer | undefined;
  /** What the child has said. Throws where that makes no sense; the child is then replaced. */
  read(output: Buffer): void;
}

export interface FfmpegOptions {
  readonly program: string;
  /** Between input and output. */
  readonly args: readonly string[];
  readonly log: Logger;
  begin(): CodecRun;
}

/** ffmpeg as a child: packets in by its standard input, packets out by its output, another child when it dies. */
export class FfmpegTranscoder implements AudioTranscoder {
  private child: Child | undefined;
  private run: CodecRun | undefined;
  private wait = RESTART_MS;
  private timer: NodeJS.Timeout | undefined;
  private isClosed = false;

  constructor(private readonly options: FfmpegOptions) {
    this.start();
  }

  push(packet: Buffer, timestamp: number): void {
    const { child, run } = this;
    if (!child || !run || child.stdin.writableLength > UNREAD_BYTES) return;
    const bytes = run.write(packet, timestamp);
    if (bytes) child.stdin.write(bytes);
  }

  close(): void {
    this.isClosed = true;
    clearTimeout(this.timer);
    this.child?.kill('SIGKILL');
    this.child = undefined;
  }

  private start(): void {
    const { program, args, log, begin } = this.options;
    const startedAt = performance.now();
    let child: Child;
    try {
      child = spawn(program, ['-hide_banner', '-loglevel', 'error', ...args], {
        stdio: ['pipe', 'pipe', 'pipe'],
      });
    } catch (error) {
      // As where there is no memory for one.
      return this.ended(undefined, startedAt, (error as Error).message);
    }
    this.child = child;
    child.on('error', (error) => this.ended(child, startedAt, error.message));
    // Where no file can be opened any more it has no pipes, and its error follows.
    if (!child.stdin) return;
    const run = begin();
    this.run = run;
    let said = '';
    child.stderr.on('data', (text: Buffer) => {
      said = `${said}${text}`.slice(-500);
    });
    child.stdout.on('data', (output: Buffer) => {
      if (this.child !== child) return;
      try {
        run.read(output);
      } catch (error) {
        log.warn({ error: `${error}` }, 'ffmpeg said what is no audio');
        child.kill('SIGKILL');
      }
    });
    // A pipe that breaks is followed by the child's end.
    child.stdin.on('error', () => {});
    child.on('close', (code, signal) => this.ended(child, startedAt, said || `${signal ?? `exit ${code}`}`));
    child.stdin.write(run.preamble);
  }

  private ended(child: Child | undefined, startedAt: number, reason: string): void {
    if (this.child !== child) return;
    this.child = undefined;
    this.run = undefined;
    if (this.isClosed) return;
    if (performance.now() - startedAt > STEADY_MS) this.wait = RESTART_MS;
    this.options.log.warn(
      { reason, restartInMs: this.wait },
      'ffmpeg ended; sound stops until the next one runs',
    );
    this.timer = setTimeout(() => this.start(), this.wait);
    this.wait = Math.min(this.wait * 2, RESTART_MAX_MS);
  }
}
