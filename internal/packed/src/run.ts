import { spawn } from 'node:child_process';

/** Runs a program to its end and gives what it printed; rejects with all of that when it fails. */
export function run(
  cwd: string,
  [command, ...args]: readonly [string, ...string[]],
  env: NodeJS.ProcessEnv = {},
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...outside(process.env), ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    child.stdout.on('data', (data) => (output += data));
    child.stderr.on('data', (data) => (output += data));
    child.on('error', reject);
    child.on('close', (code) =>
      code === 0
        ? resolve(output)
        : reject(new Error(`${[command, ...args].join(' ')} failed (${code}) in ${cwd}\n${output}`)),
    );
  });
}

/** What a shell outside the workspace has: nothing of vitest's, and nothing that npm tells its scripts. */
function outside(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const ours = /^(npm_|pnpm_|VITEST|NODE_ENV$|NODE_PATH$|NODE_OPTIONS$|TEST$|TARO_ENV$)/i;
  return Object.fromEntries(Object.entries(env).filter(([name]) => !ours.test(name)));
}
