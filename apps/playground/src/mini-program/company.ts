import {
  createRoom,
  createWebPlatform,
  gateway as gatewayBackend,
  type Platform,
  type Room,
} from '@callgrid/core';
import { createIdlePlatform } from '@callgrid/core/testing';
import type { InProcessGateway } from '@callgrid/gateway/in-process';

const NAMES = ['Bob', '李小龙', 'Cid', 'Dora', 'Emil', 'Fay', '王', 'Gus'];

/** Keeps a phone company: so many others in the room, by clients of the core. Gives the function that lets them leave. */
export function keepCompany(gateway: InProcessGateway, channelName: string, others: number): () => void {
  const rooms = Array.from({ length: others }, (_, index): Room => {
    const room = createRoom({
      backend: gatewayBackend('ws://in-this-page'),
      platform: platformInto(gateway),
    });
    const name = NAMES[index % NAMES.length]!;
    const uid = 101 + index;
    // Refused only where the phone has filled the room: then it is company enough.
    room.join({ channelName, uid, name, publish: ['audio', 'video'] }).then(
      () => {
        for (const { address } of room.store.getState().streams)
          if (address) gateway.flow(address.url, ['audio', 'video']);
      },
      () => {},
    );
    return room;
  });
  return () => {
    for (const room of rooms) void room.leave();
  };
}

function platformInto(gateway: InProcessGateway): Platform {
  return {
    ...createIdlePlatform(createWebPlatform(window).clock),
    openSocket(_url, _protocol, { opened, received, closed }) {
      const socket = gateway.connect({
        opened,
        received,
        closed: (code, reason) => closed({ code, reason }),
      });
      return {
        send: (text) => socket.say(text),
        close(code, reason) {
          socket.leave();
          closed({ code, reason });
        },
      };
    },
  };
}
