import type { Backend, BackendMessage, BackendSession, ErrorCode, LeaveReason } from '@callgrid/core';
import { RtcError } from '@callgrid/core';
import type { InMemoryGateway } from '@callgrid/core/testing';

/** Somebody's way to the gateway, with what can happen to it from outside. */
export class PhoneLine {
  readonly backend: Backend;
  /** What comes of joining: a place in the room, a refusal, or never an answer, to anything. */
  answer: 'joined' | 'nothing' | ErrorCode = 'joined';
  private session: BackendSession | null = null;
  private tell: (message: BackendMessage) => void = () => {};

  constructor(gateway: InMemoryGateway) {
    const { capabilities, open } = gateway.backend();
    this.backend = {
      capabilities,
      open: (platform, intent, tell) => {
        const session = open(platform, intent, tell);
        this.session = session;
        this.tell = tell;
        return {
          join: () => this.join(session),
          request: (method, params) =>
            this.answer === 'nothing' ? new Promise(() => {}) : session.request(method, params),
          leave: () => session.leave(),
        };
      },
    };
  }

  /** The app is hidden, or shown again. */
  setVisible(visible: boolean): void {
    // Whoever is not in the room is not seen to go.
    this.session?.request('setVisible', { visible }).catch(() => {});
  }

  /** The client gives up, as after a minute without a connection. */
  end(reason: LeaveReason): void {
    this.tell({ type: 'ended', reason });
    void this.session?.leave();
  }

  private join(session: BackendSession): Promise<void> {
    const { answer } = this;
    if (answer === 'joined') return session.join();
    if (answer === 'nothing') return new Promise(() => {});
    return Promise.reject(new RtcError(answer, 'The story wants it so.'));
  }
}
