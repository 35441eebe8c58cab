import { createWebRtcServer } from './local-webrtc-server.ts';
import { MediaGate } from './process/media-gate.ts';
import type { FromMediaProcess, ToMediaProcess } from './process/process-message.ts';
import { type Logger, NegotiationError, type WebRtcOptions, type WebRtcServer } from './webrtc-server.ts';

// A program of its own: the WebRTC server, told and asked over the channel to the process that started it.

let server: WebRtcServer | undefined;
const gate = new MediaGate();

process.on('message', (message: ToMediaProcess) => {
  switch (message.type) {
    case 'options':
      server = serve({ ...message.options, log });
      return;
    case 'ping':
      return say({ type: 'pong' });
    case 'ask':
      return void answer(message);
    case 'tell':
      if (message.method === 'close') gate.forget(message.args[0]);
      (server?.[message.method] as ((...args: unknown[]) => void) | undefined)?.apply(server, [
        ...message.args,
      ]);
  }
});
// The one who started it is gone, and with it everybody who could say what to do.
process.on('disconnect', () => process.exit(0));
// Who stops both from a terminal stops the gateway, which then stops this.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => {});

const log: Logger = {
  debug: (fields, message) => say({ type: 'log', level: 'debug', fields, message }),
  info: (fields, message) => say({ type: 'log', level: 'info', fields, message }),
  warn: (fields, message) => say({ type: 'log', level: 'warn', fields, message }),
};

function serve(options: WebRtcOptions): WebRtcServer {
  const started = createWebRtcServer(options);
  for (const name of ['connected', 'ended', 'heard', 'wanted', 'available'] as const) {
    started.on(name, (event) => say({ type: 'event', name, event } as FromMediaProcess));
  }
  started.on('ended', ({ id }) => gate.forget(id));
  started.on('packet', ({ id, packet }) => {
    if (!gate.admit(id, packet)) return;
    const { length } = packet.payload;
    gate.sending(length);
    say({ type: 'event', name: 'packet', event: { id, packet } }, () => gate.sent(length));
  });
  return started;
}

async function answer({ call, method, args }: Extract<ToMediaProcess, { type: 'ask' }>): Promise<void> {
  try {
    const run = server?.[method] as ((...args: unknown[]) => Promise<unknown>) | undefined;
    say({ type: 'answer', call, value: await run?.apply(server, [...args]) });
  } catch (error) {
    const code = error instanceof NegotiationError ? error.code : undefined;
    say({ type: 'refusal', call, code, message: (error as Error).message });
  }
}

function say(message: FromMediaProcess, done: () => void = () => {}): void {
  if (process.connected) process.send?.(message, undefined, undefined, done);
  else done();
}
