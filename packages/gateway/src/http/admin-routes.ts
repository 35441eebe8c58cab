import { isUid } from '@callgrid/protocol';
import type { FastifyInstance, onRequestAsyncHookHandler } from 'fastify';
import type { Logger } from 'pino';
import type { Rooms } from '../room/rooms.ts';
import { sendProblem } from './problem.ts';

interface RoomParams {
  readonly channelName: string;
}

/** What an operator can see and do. */
export function addAdminRoutes(
  http: FastifyInstance,
  rooms: Rooms,
  forOperator: onRequestAsyncHookHandler,
  log: Logger,
): void {
  const options = { onRequest: [forOperator] };
  const noRoom = (channelName: string) => `Nobody is in a room "${channelName}".`;

  http.get('/admin/rooms', options, async () => ({
    rooms: rooms.all.map(({ state: { channelName, participants, streams } }) => ({
      channelName,
      participants: participants.length,
      streams: streams.length,
    })),
  }));

  http.get<{ Params: RoomParams }>('/admin/rooms/:channelName', options, async ({ params }, reply) => {
    const room = rooms.find(params.channelName);
    return room ? room.inspect() : sendProblem(reply, 404, noRoom(params.channelName));
  });

  http.delete<{ Params: RoomParams }>('/admin/rooms/:channelName', options, async ({ params }, reply) => {
    const room = rooms.find(params.channelName);
    if (!room) return sendProblem(reply, 404, noRoom(params.channelName));
    room.dissolve();
    log.info(params, 'dissolved by an operator');
    return reply.code(204).send();
  });

  http.delete<{ Params: RoomParams & { readonly uid: string } }>(
    '/admin/rooms/:channelName/participants/:uid',
    options,
    async ({ params: { channelName, uid } }, reply) => {
      if (!isUid(uid))
        return sendProblem(reply, 400, 'A uid is the decimal text of an integer from 0 to 2^64 − 1.');
      const room = rooms.find(channelName);
      if (!room) return sendProblem(reply, 404, noRoom(channelName));
      if (!room.kick(uid)) return sendProblem(reply, 404, `${uid} is not in the room "${channelName}".`);
      log.info({ channelName, uid }, 'kicked by an operator');
      return reply.code(204).send();
    },
  );
}
