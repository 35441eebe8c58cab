import { CallGrid } from '@callgrid/call-grid';
import { callStories } from '../states/call-stories.tsx';
import { hook } from './hook-story.tsx';

export default { title: 'Hooks', ...callStories(CallGrid) };

/** The room itself: it never changes, and so never renders again. */
export const UseRoom = { parameters: hook('UseRoom') };
/** Whatever one picks from the room's view. */
export const UseRoomView = { parameters: hook('UseRoomView', { at: 2_000, who: 5, what: 'joins' }) };
/** Something that happens, for as long as the component is there. */
export const UseRoomEvent = {
  parameters: hook(
    'UseRoomEvent',
    { at: 2_000, who: 5, what: 'joins' },
    { at: 4_000, who: 3, what: 'leaves' },
  ),
};
/** idle → joining → joined ⇄ reconnecting → left. */
export const UseConnectionState = {
  parameters: hook(
    'UseConnectionState',
    { at: 2_000, who: 1, what: 'loses' },
    { at: 5_000, who: 1, what: 'regains' },
  ),
};
/** Joins when it mounts, and leaves when it unmounts; here a guest beside the call. */
export const UseJoin = { parameters: hook('UseJoin') };
export const UseParticipants = { parameters: hook('UseParticipants', { at: 3_000, who: 3, what: 'leaves' }) };
export const UseParticipant = {
  parameters: hook(
    'UseParticipant',
    { at: 2_000, who: 2, what: 'mutes', kind: 'audio' },
    { at: 4_000, who: 2, what: 'loses' },
    { at: 6_000, who: 2, what: 'regains' },
  ),
};
export const UseActiveSpeakers = {
  parameters: hook(
    'UseActiveSpeakers',
    { at: 1_500, who: 2, what: 'speaks' },
    { at: 3_500, who: 3, what: 'speaks' },
    { at: 5_500, who: 2, what: 'falls silent' },
  ),
};
export const UseMuted = {
  parameters: hook('UseMuted', { at: 2_000, who: 2, what: 'mutes', kind: 'audio' }),
};
export const UseLocal = {
  parameters: hook('UseLocal', { at: 2_000, who: 1, what: 'mutes', kind: 'video' }),
};
/** The own microphone and camera. */
export const UseLocalMedia = { parameters: hook('UseLocalMedia') };
export const UseLocalStream = {
  parameters: hook('UseLocalStream', { at: 2_000, who: 1, what: 'mutes', kind: 'audio' }),
};
export const UseRemoteStreams = {
  parameters: hook('UseRemoteStreams', { at: 2_000, who: 3, what: 'shares' }),
};
export const UseRemoteStreamIds = {
  parameters: hook('UseRemoteStreamIds', { at: 2_000, who: 3, what: 'shares' }),
};
export const UseStream = {
  parameters: hook('UseStream', { at: 2_000, who: 2, what: 'mutes', kind: 'video' }),
};
/** 1 best … 6 down; 0 while it is not known. */
export const UseNetworkQuality = {
  parameters: hook(
    'UseNetworkQuality',
    { at: 3_000, who: 2, what: 'network', level: 3 },
    { at: 6_000, who: 2, what: 'network', level: 5 },
  ),
};
/** Everything a device says, with the last minute of it. */
export const UseStreamQuality = {
  parameters: hook('UseStreamQuality', { at: 5_000, who: 2, what: 'network', level: 4 }),
};
export const UseQualityLog = { parameters: hook('UseQualityLog') };
/** The tiles themselves: they never change, and so never render again. */
export const UseGrid = { parameters: hook('UseGrid') };
export const UseGridLayout = { parameters: hook('UseGridLayout') };
export const UsePagination = {
  parameters: hook('UsePagination'),
  args: { pageSize: 3 },
};
