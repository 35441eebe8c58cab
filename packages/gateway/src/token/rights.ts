import type { Role } from '@callgrid/protocol';

/** What a seat may do in its room. */
export interface Rights {
  /** The most it may be. */
  readonly role: Role;
  readonly publish: boolean;
  readonly subscribe: boolean;
}

/** Everybody's where there are no tokens. */
export const everyRight: Rights = { role: 'broadcaster', publish: true, subscribe: true };
