import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

interface Program {
  readonly names: readonly string[];
  readonly debian: readonly string[];
  readonly why: string;
}

export const programs = {
  ffmpeg: { names: ['ffmpeg'], debian: ['ffmpeg'], why: 'the headless phones encode and decode with it' },
  chromium: {
    names: ['chromium', 'chromium-browser', 'google-chrome'],
    debian: ['chromium', 'fonts-wqy-zenhei'],
    why: 'the browser tests and screenshots run in it',
  },
  firefox: {
    names: ['firefox-esr', 'firefox'],
    debian: ['firefox-esr'],
    why: 'one of the browser tests runs in it',
  },
  rtmpdump: { names: ['rtmpdump'], debian: ['rtmpdump'], why: 'the RTMP tests play with it' },
} as const satisfies Record<string, Program>;

/**
 * Sees that the programs are there: installs the missing ones where this is root on Debian, and otherwise
 * throws one clear line.
 */
export function requirePrograms(...wanted: (keyof typeof programs)[]): void {
  const missing = wanted.filter((name) => findProgram(name) === undefined);
  if (missing.length === 0) return;
  const packages = missing.flatMap((name) => [...programs[name].debian]);
  if (!existsSync('/etc/debian_version') || process.getuid?.() !== 0) {
    const list = missing.map((name) => `${name} (${programs[name].why})`).join(', ');
    throw new Error(`Missing: ${list}. On Debian or Ubuntu: sudo apt-get install ${packages.join(' ')}`);
  }
  console.log(`Installing ${packages.join(', ')} with apt …`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const args of [
    ['update', '-qq'],
    ['install', '-y', '-qq', '--no-install-recommends', ...packages],
  ]) {
    const { status, stderr } = spawnSync('apt-get', args, { env, encoding: 'utf8' });
    if (status !== 0) throw new Error(`apt-get ${args.join(' ')} failed:\n${stderr}`);
  }
}

/** Where the PATH has it, under the first of its names that is there. */
export function findProgram(name: keyof typeof programs): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return programs[name].names.flatMap((it) => folders.map((folder) => join(folder, it))).find(existsSync);
}
