import type { Grant } from '../grant/grant.ts';

/** One WHIP or WHEP session: a browser's push or pull, as HTTP knows it. */
export interface Session {
  /** Unguessable: it is the end of the session's URL. */
  readonly id: string;
  readonly grant: Grant;
  /** Strong, quotes included (RFC 9110 §8.8.3). Without ICE restarts it never changes. */
  readonly entityTag: string;
  /** The ICE user fragments of its offer: others in a PATCH mean a restart. */
  readonly ufrags: readonly string[];
}

/** Offers of one grant that may be in negotiation at once. */
const OPENING = 4;

interface Entry {
  readonly session: Session;
  status: 'opening' | 'open';
}

/**
 * Which sessions there are: opening → open → gone. At most one of a grant is open; one that opens takes over from the one
 * before it, and comes too late where one that began after it is open already. No I/O, no clock.
 */
export class SessionTable {
  private readonly byId = new Map<string, Entry>();
  /** In order of beginning. */
  private readonly byGrant = new Map<string, Set<Entry>>();
  /** Open ones, by direction, and by direction and stream: whoever looks at every stream asks for each. */
  private readonly counts = new Map<string, number>();

  /** False where the grant has too many that are opening. */
  begin(session: Session): boolean {
    const { grant, id } = session;
    const ofGrant = this.byGrant.get(grant.id) ?? new Set();
    if ([...ofGrant].filter(({ status }) => status === 'opening').length >= OPENING) return false;
    const entry: Entry = { session, status: 'opening' };
    this.byId.set(id, entry);
    this.byGrant.set(grant.id, ofGrant.add(entry));
    return true;
  }

  /** A session was answered. Gives the one it takes over from, which is gone then; one that comes too late is gone itself. */
  opened(
    id: string,
  ): { readonly status: 'open'; readonly former?: Session } | { readonly status: 'gone' | 'late' } {
    const entry = this.byId.get(id);
    if (!entry) return { status: 'gone' };
    if (entry.status === 'open') return { status: 'open' };
    const ofGrant = [...this.byGrant.get(entry.session.grant.id)!];
    const open = ofGrant.find(({ status }) => status === 'open');
    if (open && ofGrant.indexOf(open) > ofGrant.indexOf(entry)) {
      this.remove(id);
      return { status: 'late' };
    }
    entry.status = 'open';
    this.tally(entry, 1);
    if (!open) return { status: 'open' };
    this.remove(open.session.id);
    return { status: 'open', former: open.session };
  }

  /** Whether it was there. */
  remove(id: string): boolean {
    const entry = this.byId.get(id);
    if (!entry) return false;
    this.byId.delete(id);
    if (entry.status === 'open') this.tally(entry, -1);
    const { grant } = entry.session;
    const ofGrant = this.byGrant.get(grant.id);
    ofGrant?.delete(entry);
    if (ofGrant?.size === 0) this.byGrant.delete(grant.id);
    return true;
  }

  /** An open session. */
  find(id: string): Session | undefined {
    const entry = this.byId.get(id);
    return entry?.status === 'open' ? entry.session : undefined;
  }

  /** Those of a grant, opening ones included. */
  ofGrant(grant: Grant): Session[] {
    return [...(this.byGrant.get(grant.id) ?? [])].map(({ session }) => session);
  }

  get all(): Session[] {
    return [...this.byId.values()].map(({ session }) => session);
  }

  /** Those that are open, of one direction, and of one stream where it is named. */
  count(direction: Grant['direction'], stream?: string): number {
    return this.counts.get(stream === undefined ? direction : `${direction} ${stream}`) ?? 0;
  }

  private tally({ session: { grant } }: Entry, change: 1 | -1): void {
    for (const key of [grant.direction, `${grant.direction} ${grant.stream}`]) {
      const count = (this.counts.get(key) ?? 0) + change;
      if (count > 0) this.counts.set(key, count);
      else this.counts.delete(key);
    }
  }
}
