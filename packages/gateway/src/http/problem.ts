import { STATUS_CODES } from 'node:http';
import type { FastifyReply } from 'fastify';

/** Answers with problem details (RFC 9457); `detail` says what to do. */
export function sendProblem(reply: FastifyReply, status: number, detail: string): FastifyReply {
  return reply
    .code(status)
    .type('application/problem+json')
    .send(JSON.stringify({ type: 'about:blank', title: STATUS_CODES[status], status, detail }));
}
