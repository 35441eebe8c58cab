import { type Role, RtcError } from '@callgrid/protocol';

/** What a seat may do in its room. */
export interface Rights {
  /** The most it may be. */
  readonly role: Role;
  readonly publish: boolean;
  readonly subscribe: boolean;
}

/** Everybody's where there are no tokens. */
export const everyRight: Rights = { role: 'broadcaster', publish: true, subscribe: true };

/** Each throws `token/notAllowed` for what goes beyond the rights. */
export const requireRight = {
  role(rights: Rights, role: Role): void {
    if (role === 'broadcaster' && rights.role === 'audience') {
      throw notAllowed('is for the audience alone, not for a broadcaster');
    }
  },
  publish({ publish }: Rights): void {
    if (!publish) throw notAllowed('does not allow to publish');
  },
  subscribe({ subscribe }: Rights): void {
    if (!subscribe) throw notAllowed('does not allow to subscribe');
  },
};

function notAllowed(why: string): RtcError {
  return new RtcError('token/notAllowed', `The token ${why}. Get another from your server, or do without.`);
}
