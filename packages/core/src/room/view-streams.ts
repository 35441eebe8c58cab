import type { Address, Stream, StreamId } from '@callgrid/protocol';
import type { StreamView } from './room-view.ts';

/** The streams with this viewer's addresses. A stream and address that did not change stay the same object, and so does the list. */
export function viewStreams(
  streams: readonly Stream[],
  addresses: Readonly<Record<StreamId, Address>>,
  before: readonly StreamView[],
): readonly StreamView[] {
  const views = streams.map((stream) => {
    const address = addresses[stream.id] ?? null;
    const known = before.find(({ id }) => id === stream.id);
    const same = known && known.media === stream.media && sameAddress(known.address, address);
    return same ? known : { ...stream, address };
  });
  const unchanged = views.length === before.length && views.every((view, index) => view === before[index]);
  return unchanged ? before : views;
}

/** A URL says its protocol, too. */
export function sameAddress(one: Address | null | undefined, other: Address | null | undefined): boolean {
  return one?.url === other?.url;
}
