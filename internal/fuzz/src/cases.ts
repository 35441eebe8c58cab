import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Payload } from './mutate/mutate-frame.ts';
import type { Phase } from './rtmp/conversation.ts';

const folder = path.resolve(import.meta.dirname, '../cases');

/** Frames of one socket, after a join of its own or as the first it says. */
export interface KeptFrames {
  readonly isJoined: boolean;
  readonly frames: readonly Payload[];
}

/** Bytes of one RTMP connection, in hex, from where the phase begins. */
export interface KeptBytes {
  readonly phase: Phase;
  readonly hex: string;
}

export type Kept = KeptFrames | KeptBytes;

/** What was sent last when a gateway did not take it as it should. */
export interface Case {
  readonly why: string;
  readonly seed: number;
  readonly kept: readonly Kept[];
}

/** Every case, by the name of its file. */
export function readCases(): readonly (readonly [name: string, it: Case])[] {
  mkdirSync(folder, { recursive: true });
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => [name, JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as Case]);
}

/** Keeps a case as a file that every later run replays, and gives an error that tells all of it. */
export function keepCase(name: string, it: Case): Error {
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, `${name}-${it.seed}.json`);
  writeFileSync(file, `${JSON.stringify(it, undefined, 2)}\n`);
  const bytes = it.kept.map((one) => JSON.stringify(one)).join('\n');
  return new Error(`${it.why}\nCALLGRID_FUZZ_SEED=${it.seed}; kept in ${file}; last came:\n${bytes}`);
}
