import fastifyStatic from '@fastify/static';
import Fastify from 'fastify';

export interface WebServer {
  stop(): Promise<void>;
}

/** Serves the h5 demo at / and the playground at /playground/. */
export async function serveWeb(port: number, demo: string, playground: string): Promise<WebServer> {
  const server = Fastify({ logger: false, forceCloseConnections: true });
  await server.register(fastifyStatic, { root: demo });
  await server.register(fastifyStatic, { root: playground, prefix: '/playground/', decorateReply: false });
  await server.listen({ port, host: '0.0.0.0' });
  return { stop: () => server.close() };
}
