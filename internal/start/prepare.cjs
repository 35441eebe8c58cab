'use strict';
// Installs and builds what `npm start` and `npm test` need, then hands over to them. Plain JavaScript, since
// nothing is installed yet when it begins.
const { spawn } = require('node:child_process');
const { createHash } = require('node:crypto');
const { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } = require('node:fs');
const { networkInterfaces } = require('node:os');
const path = require('node:path');
const { pathToFileURL } = require('node:url');
const { readOptions, USAGE } = require('./options.cjs');

const root = path.resolve(__dirname, '../..');
const PNPM = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')).packageManager;
const tools = {
  // What it runs, and turbo adds what that is made of.
  start: { program: 'internal/start/dist/start.js', packages: ['start', 'demo', 'playground'] },
  test: { program: 'internal/start/dist/test.js', packages: [] },
};

module.exports = async function prepare(tool, args) {
  if (!tools[tool]) throw new Error(`unknown tool "${tool}"`);
  process.chdir(root);
  try {
    if (tool === 'start' && !readOptions(args)) return console.log(USAGE);
    const host = process.env.CALLGRID_HOST || lanAddress();
    process.env.CALLGRID_HOST = host;
    // The weapp demo has no location bar: the gateway it offers is built in.
    process.env.CALLGRID_LAN_GATEWAY = `ws://${host}:8700`;
    await install();
    await build(tools[tool].packages);
    process.argv.splice(2, process.argv.length, ...args);
    await import(pathToFileURL(path.join(root, tools[tool].program)).href);
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
};

/** Installs when a manifest or the lockfile changed since the last time. */
async function install() {
  const stamp = path.join(root, 'node_modules/.callgrid-installed');
  const state = manifests()
    .reduce((hash, file) => hash.update(readFileSync(file)), createHash('sha256'))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === state) return;
  await step('Installing packages', 'npx', [
    '-y',
    PNPM,
    'install',
    '--frozen-lockfile',
    '--reporter=append-only',
  ]);
  writeFileSync(stamp, state);
}

/** Builds these packages, or all where none is named. */
async function build(packages) {
  // Through pnpm, since turbo looks for the package manager on the PATH.
  const turbo = ['-y', PNPM, 'exec', 'turbo', 'run', 'build'];
  const filters = packages.map((name) => `--filter=@callgrid/${name}`);
  const args = [...turbo, ...filters, '--output-logs=errors-only', '--no-update-notifier', '--ui=stream'];
  const output = await step('Building', 'npx', args, { TURBO_TELEMETRY_DISABLED: '1' });
  const [, cached, total] = /Cached:\s+(\d+) cached, (\d+) total/.exec(output) || [];
  if (total)
    console.log(
      cached === total ? '  nothing changed, nothing built' : `  ${total - cached} of ${total} built`,
    );
}

function manifests() {
  const folders = ['packages', 'apps', 'internal'].flatMap((folder) =>
    readdirSync(path.join(root, folder)).map((name) => path.join(folder, name, 'package.json')),
  );
  return ['package.json', 'pnpm-workspace.yaml', 'pnpm-lock.yaml', ...folders]
    .map((file) => path.join(root, file))
    .filter((file) => existsSync(file));
}

/** Runs a long step; says that it goes on, how long it took, and on failure everything it said. */
function step(title, command, args, env = {}) {
  const began = Date.now();
  const seconds = () => `${((Date.now() - began) / 1000).toFixed(1)} s`;
  const live = process.stdout.isTTY;
  process.stdout.write(`${title} …${live ? '' : '\n'}`);
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    let last = '';
    const read = (data) => {
      output += data;
      last = String(data).trim().split('\n').pop() || last;
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    const beat = setInterval(
      () =>
        process.stdout.write(
          live ? `\r\x1b[K${title} … ${seconds()}  ${last.slice(0, 60)}` : `  ${title}: ${seconds()}\n`,
        ),
      live ? 500 : 10_000,
    );
    const clear = () => {
      clearInterval(beat);
      if (live) process.stdout.write('\r\x1b[K');
    };
    // Whoever stops this stops the step, also when the signal was meant for this process alone.
    const interrupt = () => child.kill('SIGTERM');
    process.once('SIGINT', interrupt);
    process.once('SIGTERM', interrupt);
    child.on('error', (error) => {
      clear();
      reject(new Error(`${title} failed: ${error.message}`));
    });
    child.on('exit', (code, signal) => {
      clear();
      process.off('SIGINT', interrupt);
      process.off('SIGTERM', interrupt);
      if (code !== 0)
        return reject(
          new Error(`${output}\n${title} failed (${signal || `exit ${code}`}) after ${seconds()}.`),
        );
      console.log(`${title}: done in ${seconds()}`);
      resolve(output);
    });
  });
}

/** This machine as phones on the same network see it. */
function lanAddress() {
  const all = Object.values(networkInterfaces()).flat();
  const lan = all.find((it) => it && it.family === 'IPv4' && !it.internal);
  return lan ? lan.address : '127.0.0.1';
}

mkdirSync(path.join(root, '.callgrid'), { recursive: true });
