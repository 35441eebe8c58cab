import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it } from 'vitest';
import { runningChildren, startChild } from './child-processes.ts';

const exists = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

it('knows its children while they run', async () => {
  const child = startChild('sleep', ['60'], 'ignore');
  expect(runningChildren()).toContain(child.pid);
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(runningChildren()).toEqual([]);
});

it('survives a command that does not exist', async () => {
  const child = startChild('/nowhere/ffmpeg', [], 'ignore');
  await expect(once(child, 'exit')).rejects.toThrow('ENOENT');
  expect(runningChildren()).toEqual([]);
});

// The measured picture goes to a pipe of the parent: when the parent is gone, ffmpeg cannot write on.
it('leaves no ffmpeg behind when the whole process is killed', async () => {
  const script = `
    const { spawn } = require('node:child_process');
    const child = spawn('ffmpeg', ['-loglevel', 'quiet', '-re', '-f', 'lavfi', '-i', 'color=s=16x16:r=10', '-f', 'null', '-', '-f', 'rawvideo', 'pipe:3'], { stdio: ['pipe', 'pipe', 'pipe', 'pipe'] });
    child.stdio[3].once('data', () => process.stdout.write(String(child.pid)));
    child.stdio[3].resume();`;
  const parent = spawn(process.execPath, ['-e', script]);
  const [text] = (await once(parent.stdout, 'data')) as [Buffer];
  const orphan = Number(text.toString());
  expect(exists(orphan)).toBe(true);
  parent.kill('SIGKILL');
  await expect.poll(() => exists(orphan), { timeout: 10_000 }).toBe(false);
});
