import { type StreamId, streamId } from '@callgrid/protocol';
import type { SdkSession } from './sdk-session.ts';
import { readUid, type UidInput } from './sdk-uid.ts';

/** The stream that `dataReporter` is about. A pull without a uid is about the only one that is pulled, if it is one. */
export function reportedStream(
  { request, view }: SdkSession,
  pushOrPull: unknown,
  uid: UidInput | undefined,
): StreamId | undefined {
  if (pushOrPull !== 'pull') return streamId(request.uid, 'camera');
  if (uid !== undefined) return streamId(readUid(uid), 'camera');
  const pulled = view.streams.filter((it) => it.uid !== request.uid && it.address);
  return pulled.length === 1 ? pulled[0]?.id : undefined;
}
