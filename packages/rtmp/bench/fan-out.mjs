// What one player's second costs a server: CPU milliseconds of its process per stream-second.
//   npx tsdown && node bench/fan-out.mjs [players] [seconds]
//   node bench/fan-out.mjs 200 10 rtmp://127.0.0.1:1936/live/bench <pid of another server's worker>
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const [players = '200', seconds = '10', givenUrl, givenPid] = process.argv.slice(2);
const TICKS_PER_SECOND = 100;

if (players === 'serve') await serve();
else await measure();

async function serve() {
  const { createRtmpServer } = await import('../dist/index.js');
  const server = createRtmpServer({
    host: '127.0.0.1',
    port: 0,
    authorise: ({ connectionId }) => ({ allowed: true, grant: connectionId, kinds: ['audio', 'video'] }),
  });
  const { port } = await server.listen();
  process.send?.({ port });
  process.on('disconnect', () => server.close());
}

async function measure() {
  const own = givenUrl ? undefined : await startServer();
  const url = new URL(givenUrl ?? `rtmp://127.0.0.1:${own.port}/live/bench`);
  const pid = Number(givenPid ?? own.child.pid);
  const publisher = publish(url.href);
  await sleep(2_000);
  let received = 0;
  const sockets = [];
  for (let count = 0; count < Number(players); count += 1) {
    const socket = play(url);
    socket.on('data', (bytes) => {
      received += bytes.length;
    });
    sockets.push(socket);
    await sleep(5);
  }
  await sleep(2_000);
  const before = { cpu: cpuMs(pid), at: performance.now(), received };
  await sleep(Number(seconds) * 1_000);
  const elapsed = (performance.now() - before.at) / 1_000;
  const cpu = cpuMs(pid) - before.cpu;
  const kbits = ((received - before.received) * 8) / 1_000 / elapsed / Number(players);
  const rss = Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;
  const perStreamSecond = cpu / elapsed / Number(players);
  process.stdout.write(
    `${players} players of ${kbits.toFixed(0)} kbit/s: ${perStreamSecond.toFixed(3)} ms CPU per stream-second, ${rss.toFixed(0)} MB\n`,
  );
  for (const socket of sockets) socket.destroy();
  publisher.kill();
  own?.child.disconnect();
}

async function startServer() {
  const child = spawn(
    process.execPath,
    [
      ...(process.env.PROF ? ['--cpu-prof', '--cpu-prof-dir=/tmp/prof'] : []),
      fileURLToPath(import.meta.url),
      'serve',
    ],
    {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    },
  );
  const { port } = await new Promise((resolve) => child.once('message', resolve));
  return { child, port };
}

function publish(url) {
  const input = [
    '-f',
    'lavfi',
    '-i',
    'testsrc2=size=320x240:rate=25',
    '-f',
    'lavfi',
    '-i',
    'sine=frequency=440',
  ];
  const video = [
    '-c:v',
    'libx264',
    '-preset',
    'ultrafast',
    '-tune',
    'zerolatency',
    '-g',
    '25',
    '-pix_fmt',
    'yuv420p',
  ];
  const rate = ['-b:v', '500k', '-maxrate', '500k', '-bufsize', '250k', '-c:a', 'aac', '-b:a', '48k'];
  const args = ['-loglevel', 'error', '-nostdin', '-re', ...input, ...video, ...rate, '-f', 'flv', url];
  return spawn('ffmpeg', args, { stdio: 'ignore' });
}

/** A player that asks and then only reads. */
function play(url) {
  const socket = connect({ host: url.hostname, port: Number(url.port) });
  const [, app, stream] = url.pathname.split('/');
  const amf = (text) => Buffer.concat([Buffer.of(2, 0, text.length), Buffer.from(text)]);
  const number = (value) => {
    const bytes = Buffer.alloc(9);
    bytes.writeDoubleBE(value, 1);
    return bytes;
  };
  const key = (text) => amf(text).subarray(1);
  const message = (streamId, ...parts) => {
    const payload = Buffer.concat(parts);
    return Buffer.concat([Buffer.of(3, 0, 0, 0, 0, 0, payload.length, 20, streamId, 0, 0, 0), payload]);
  };
  const properties = [Buffer.of(3), key('app'), amf(app), key('tcUrl'), amf(url.origin), Buffer.of(0, 0, 9)];
  socket.write(Buffer.concat([Buffer.of(3), Buffer.alloc(1536)]));
  socket.once('data', () => {
    socket.write(Buffer.alloc(1536));
    socket.write(message(0, amf('connect'), number(1), ...properties));
    socket.write(message(0, amf('createStream'), number(2), Buffer.of(5)));
    setTimeout(() => socket.write(message(1, amf('play'), number(3), Buffer.of(5), amf(stream))), 300);
  });
  return socket;
}

/** User and system time so far (proc(5): fields 14 and 15, in ticks). */
function cpuMs(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  return ((Number(fields[11]) + Number(fields[12])) * 1_000) / TICKS_PER_SECOND;
}
