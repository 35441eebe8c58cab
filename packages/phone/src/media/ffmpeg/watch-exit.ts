import type { ChildProcess } from 'node:child_process';
import type { Readable } from 'node:stream';
import type { LiveElement } from '../live-element.ts';
import type { LiveAction } from '../live-state.ts';

const KEPT = 400;

/** Tells the loss of a connection when its ffmpeg ends, with ffmpeg's own last words. */
export function watchExit(
  child: ChildProcess,
  element: LiveElement,
  tell: (action: LiveAction) => void,
  track: (exit: Promise<void>) => void,
): void {
  let words = '';
  (child.stderr as Readable).on('data', (text: Buffer) => {
    words = (words + text.toString()).slice(-KEPT);
  });
  track(
    new Promise((resolve) => {
      const ended = (reason: string) => {
        resolve();
        tell({ type: 'lost', message: `${element.address} ${reason}`.trim() });
      };
      child.once('error', (error) => ended(error.message));
      child.once('close', (code, signal) => ended(words.trim() || `ended (${signal ?? code})`));
    }),
  );
}
