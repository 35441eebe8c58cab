import type { MediaKind } from '../access/access.ts';
import type { HubMember } from './audience.ts';

/** What a publisher of another protocol is told, and RTMP's have no ear for. Both may be called within `attachPublisher`. */
export interface PublisherWishes {
  /** The kinds that players here want now, of those the grant names; at first none. Taps do not count. */
  demandChanged(kinds: readonly MediaKind[]): void;
  /** Somebody here waits for a picture to begin with. */
  keyframeWanted(): void;
}

/** Who publishes a stream, what is taken of it, and what it has been told. */
export class Publication implements HubMember {
  readonly connectionId: string;
  readonly grant: string;
  kinds: ReadonlySet<MediaKind>;
  private told = '';

  constructor(
    { connectionId, grant }: HubMember,
    kinds: readonly MediaKind[],
    private readonly wishes: PublisherWishes | undefined,
  ) {
    this.connectionId = connectionId;
    this.grant = grant;
    this.kinds = new Set(kinds);
  }

  /** Whether what comes is counted where it is heard, before what players need is made of it. */
  get isHeard(): boolean {
    return this.wishes !== undefined;
  }

  /** Says what is wanted of it, where that is news. */
  demand(wanted: ReadonlySet<MediaKind>): void {
    const kinds = [...this.kinds].filter((kind) => wanted.has(kind)).sort();
    if (this.told === kinds.join()) return;
    this.told = kinds.join();
    this.wishes?.demandChanged(kinds);
  }

  askForKeyframe(): void {
    if (this.kinds.has('video')) this.wishes?.keyframeWanted();
  }
}
