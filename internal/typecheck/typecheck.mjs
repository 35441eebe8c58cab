// Checks the projects it is given, or the one of the folder it is started in, with TypeScript's native compiler: five times
// as fast as the one in JavaScript, which tools that need its programming interface still get.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const compiler = fileURLToPath(new URL('./bin/tsc', import.meta.resolve('typescript/package.json')));
const [, , ...projects] = process.argv;
for (const project of projects.length > 0 ? projects : ['.']) {
  const { status, error } = spawnSync(process.execPath, [compiler, '-p', project], { stdio: 'inherit' });
  if (error) throw error;
  if (status !== 0) process.exit(1);
}
