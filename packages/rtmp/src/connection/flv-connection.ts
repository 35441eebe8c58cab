import { flvFraming } from '../flv/flv-framing.ts';
import type { CloseReason } from '../server/server-events.ts';
import type { Switchboard } from '../server/switchboard.ts';
import type { FlvCarrier } from './flv-carrier.ts';

/** Who plays, as the HTTP request said. */
export interface FlvRequest {
  app: string;
  stream: string;
  query: Readonly<Record<string, string>>;
  remoteAddress: string;
}

/** One player of FLV: authorised, then fed by the same hub as everybody. */
export class FlvConnection {
  private status: 'authorising' | 'playing' | 'closed' = 'authorising';

  constructor(
    readonly connectionId: string,
    private readonly carrier: FlvCarrier,
    private readonly request: FlvRequest,
    private readonly switchboard: Switchboard,
    private readonly onClosed: () => void,
  ) {
    carrier.onGone(() => this.leave('peerClosed', undefined));
    void this.authorise();
  }

  close(reason: CloseReason, detail?: string): void {
    if (this.status === 'closed') return;
    this.leave(reason, detail);
    this.carrier.close(reason, detail);
  }

  private async authorise(): Promise<void> {
    const { connectionId, request, switchboard, carrier } = this;
    const { protocol } = carrier;
    const access = await switchboard.authorise({ ...request, connectionId, direction: 'pull', protocol });
    if (this.status === 'closed') return;
    if (!access.allowed) {
      this.close('refused', access.reason);
      return;
    }
    this.status = 'playing';
    carrier.begin();
    const member = {
      connectionId,
      grant: access.grant,
      stream: request.stream,
      direction: 'pull' as const,
      close: (reason: CloseReason, detail?: string) => this.close(reason, detail),
    };
    switchboard.enter(member, access.kinds, {
      protocol,
      framing: flvFraming,
      get pendingBytes() {
        return carrier.pendingBytes;
      },
      write: (bytes) => carrier.write(bytes),
    });
  }

  private leave(reason: CloseReason, detail: string | undefined): void {
    if (this.status === 'closed') return;
    this.status = 'closed';
    this.switchboard.closed(this.connectionId, reason, detail);
    this.onClosed();
  }
}
