import { CallGrid } from '@callgrid/call-grid';
import type { ErrorCode, LeaveReason } from '@callgrid/core';
import { callStories, people } from './call-stories.tsx';

export default { title: 'Overlays', ...callStories(CallGrid), args: { onClose: () => {} } };

const out = (reason: LeaveReason) => people(4, { at: 1_000, who: 1, what: 'out', reason });
const refused = (code: ErrorCode) => people(4, { at: 0, who: 1, what: 'answered', with: code });

/** The gateway has not answered yet. */
export const Joining = { parameters: people(4, { at: 0, who: 1, what: 'answered', with: 'nothing' }) };
/** Nobody else is there yet. */
export const WaitingForOthers = { parameters: people(1) };
/** The pictures stay: only the way to the gateway is gone. */
export const Reconnecting = { parameters: people(4, { at: 1_000, who: 1, what: 'loses' }) };
export const Left = {
  parameters: people(4, { at: 1_000, who: 1, what: 'presses', selector: '#callgrid-hang-up' }),
};
export const Kicked = { parameters: out('kicked') };
export const Dissolved = { parameters: out('dissolved') };
export const Replaced = { parameters: out('replaced') };
export const ConnectionLost = { parameters: out('connectionLost') };
export const TimedOut = { parameters: out('timeout') };
export const RefusedRoomFull = { parameters: refused('room/full') };
export const RefusedToken = { parameters: refused('token/expired') };
export const RefusedUnreachable = { parameters: refused('connection/failed') };
