import { createServer } from 'node:https';
import type { Socket } from 'node:net';
import { createProxyServer } from 'httpxy';
import type { Certificate } from './own-certificate.ts';
import type { WebServer } from './web-server.ts';

/** Whatever begins with one of these is the gateway's; WebSockets are too. */
const GATEWAY_PATHS = ['/whip/', '/whep/', '/live/', '/health'];

/** Pages and gateway on one https port, so that a browser has one certificate to accept. */
export async function serveHttps(
  port: number,
  { cert, key }: Certificate,
  ports: { readonly web: number; readonly gateway: number },
): Promise<WebServer> {
  const to = (target: number) => ({ target: `http://127.0.0.1:${target}`, xfwd: true });
  const proxy = createProxyServer({});
  const server = createServer({ cert, key }, (request, response) => {
    const isGateway = GATEWAY_PATHS.some((path) => request.url?.startsWith(path));
    proxy.web(request, response, to(isGateway ? ports.gateway : ports.web)).catch(() => response.destroy());
  });
  server.on('upgrade', (request, socket, head) => {
    proxy.ws(request, socket as Socket, to(ports.gateway), head).catch(() => socket.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '0.0.0.0', resolve);
  });
  return {
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
