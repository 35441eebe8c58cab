import type { JoinParams, Participant } from '@callgrid/protocol';

/** Who joins, as the others see it. */
export function toParticipant(params: JoinParams): Participant {
  const { uid, name = '', role = 'broadcaster', muted = [], visible = true, service } = params;
  return {
    uid,
    name,
    role,
    status: visible ? 'connected' : 'background',
    muted: { audio: muted.includes('audio'), video: muted.includes('video') },
    speaking: false,
    ...(service && { service }),
  };
}
