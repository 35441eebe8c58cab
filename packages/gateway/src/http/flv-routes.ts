import type { FastifyInstance } from 'fastify';
import type { EmbeddedEngine } from '../engine/embedded-engine.ts';
import { cors } from './cors.ts';
import { sendProblem } from './problem.ts';

/** FLV as an HTTP answer without end, beside FLV over WebSocket at the same path. */
export function addFlvRoutes(
  http: FastifyInstance,
  engine: Pick<EmbeddedEngine, 'serves' | 'play'>,
  allowOrigin: readonly string[] | undefined,
): void {
  const onRequest = [cors({ allowOrigin, methods: ['GET'] })];
  http.get('/live/:file', { onRequest, exposeHeadRoute: false }, async (request, reply) => {
    const { raw } = request;
    if (!engine.serves(raw.url!.split('?')[0]!)) return sendProblem(reply, 404, 'There is nothing here.');
    // What hooks have set is not written with an answer that is taken out of Fastify's hands.
    for (const [name, value] of Object.entries(reply.getHeaders()))
      if (value !== undefined) reply.raw.setHeader(name, value);
    reply.hijack();
    engine.play(raw, reply.raw);
    return reply;
  });
}
