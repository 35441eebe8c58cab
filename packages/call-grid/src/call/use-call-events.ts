import type { LeaveReason, Participant, RtcError, Uid } from '@callgrid/core';
import { useRoom } from '@callgrid/react';
import { useEffect, useRef } from 'react';

/** What a call tells the app. */
export interface CallEvents {
  /** The room is joined, and seen whole. Told again when the user joins again, and not after a reconnect. */
  readonly onJoined?: (joined: { readonly uid: Uid }) => void;
  /**
   * The call is over: the devices have stopped and the room is left. `left`, `kicked`, `replaced`, `timeout`,
   * `dissolved` or `connectionLost`. Not told of a call that was never joined.
   */
  readonly onLeft?: (reason: LeaveReason) => void;
  /**
   * The call could not be joined, or takes nothing from here (`stream/noProtocol`); `error.code` says why. It is shown
   * to the user as well.
   */
  readonly onError?: (error: RtcError) => void;
  /** Somebody else came. */
  readonly onParticipantJoined?: (participant: Participant) => void;
  /** Somebody else is gone, with all that was sent. */
  readonly onParticipantLeft?: (gone: { readonly uid: Uid; readonly reason: LeaveReason }) => void;
  /** Others or this client began or ceased to speak; all who do, in order of arrival. */
  readonly onActiveSpeakersChanged?: (uids: readonly Uid[]) => void;
}

/** Tells the app what the room says. Who listens to nothing renders nothing. */
export function useCallEvents(events: CallEvents): void {
  const room = useRoom();
  const latest = useRef(events);
  latest.current = events;
  useEffect(() => {
    let speaking = '';
    const stops = [
      room.on('participantJoined', ({ participant }) => latest.current.onParticipantJoined?.(participant)),
      room.on('participantLeft', (gone) => latest.current.onParticipantLeft?.(gone)),
      room.store.subscribe(({ connection, participants }, before) => {
        if (connection.status === 'joined' && before.connection.status === 'joining')
          latest.current.onJoined?.({ uid: connection.self });
        const uids = participants.flatMap((it) => (it.speaking ? [it.uid] : []));
        if (uids.join() === speaking) return;
        speaking = uids.join();
        latest.current.onActiveSpeakersChanged?.(uids);
      }),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [room]);
}
