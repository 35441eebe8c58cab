import type { RtmpLimits } from './rtmp-limits.ts';

/** Everything that is connected or attached, and how many of them each remote address has. */
export class Connections<Connection> {
  private readonly addresses = new Map<Connection, string | undefined>();
  private readonly perAddress = new Map<string, number>();

  constructor(private readonly limits: Pick<RtmpLimits, 'connections' | 'connectionsPerAddress'>) {}

  get all(): Connection[] {
    return [...this.addresses.keys()];
  }

  /** `address` is undefined for what has none of its own. */
  hasRoomFor(address: string | undefined): boolean {
    const { connections, connectionsPerAddress } = this.limits;
    const ofAddress = address === undefined ? 0 : (this.perAddress.get(address) ?? 0);
    return this.addresses.size < connections && ofAddress < connectionsPerAddress;
  }

  add(connection: Connection, address: string | undefined): void {
    this.addresses.set(connection, address);
    if (address !== undefined) this.perAddress.set(address, (this.perAddress.get(address) ?? 0) + 1);
  }

  /** One that is not there is forgotten already. */
  remove(connection: Connection): void {
    const address = this.addresses.get(connection);
    this.addresses.delete(connection);
    if (address === undefined) return;
    const left = (this.perAddress.get(address) ?? 1) - 1;
    if (left > 0) this.perAddress.set(address, left);
    else this.perAddress.delete(address);
  }
}
