import type { MediaKind } from '../access/access.ts';
import type { AudienceStream, HubMember } from './audience.ts';
import type { PacketSink } from './framing.ts';
import type { MediaPacket } from './media-packet.ts';
import { changeKinds, newPlayer, type Player, takeBatch } from './player.ts';
import type { StreamLog } from './stream-log.ts';

interface Tapped {
  readonly sink: PacketSink;
  state: Player;
}

/**
 * Those who are handed one stream's packets as they are and at once: what bridges to another protocol. Each is a
 * position in the log like any player, but never behind, and its own audience is counted where it is.
 */
export class Taps {
  private readonly taps = new Map<string, Tapped>();

  constructor(
    private readonly log: StreamLog,
    private readonly stream: Pick<AudienceStream, 'headersFor'>,
  ) {}

  get size(): number {
    return this.taps.size;
  }

  /**
   * Hands over the headers and the cached pictures before it returns. The sound that came with those is past: whoever
   * bridges to a protocol of conversation would play it late, and everything after it.
   */
  attach({ connectionId }: HubMember, sink: PacketSink, wanted: ReadonlySet<MediaKind>): void {
    const state = newPlayer(wanted, this.log, this.stream.headersFor(wanted, wanted));
    const tapped: Tapped = { sink, state };
    this.taps.set(connectionId, tapped);
    this.hand(tapped, ({ kind, role }) => kind === 'video' || role === 'header');
  }

  detach(connectionId: string): void {
    this.taps.delete(connectionId);
  }

  setKinds(connectionId: string, wanted: ReadonlySet<MediaKind>): void {
    const tapped = this.taps.get(connectionId);
    if (!tapped) return;
    tapped.state = changeKinds(tapped.state, wanted, this.log, (added) =>
      this.stream.headersFor(wanted, added),
    );
    this.hand(tapped);
  }

  /** There is something new in the log: hands it over. */
  wake(): void {
    for (const tapped of this.taps.values()) this.hand(tapped);
  }

  close(): void {
    this.taps.clear();
  }

  private hand(tapped: Tapped, isWanted: (packet: MediaPacket) => boolean = () => true): void {
    const { player, batch } = takeBatch(tapped.state, this.log, Number.POSITIVE_INFINITY);
    // Before anything is handed over: whoever takes it may change what it wants.
    tapped.state = player;
    for (const packet of batch) {
      if (packet.kind !== 'metadata' && isWanted(packet as MediaPacket))
        tapped.sink.take(packet as MediaPacket);
    }
  }
}
