type Listener = NodeJS.UnhandledRejectionListener;

/** Whose promises they may be, and whom to tell. */
interface Owner {
  owns(promise: unknown): boolean;
  rejected(reason: unknown): void;
}

const realms = new Set<Owner>();
let others: Listener[] = [];

/**
 * Brings unhandled rejections of a phone's realm to that phone. Node tells the whole process; without this a
 * forgotten promise in a mini program would end the process or fail a test runner.
 * Returns the function that stops it.
 */
export function catchRejections(realm: Owner): () => void {
  if (realms.size === 0) {
    others = process.listeners('unhandledRejection');
    process.removeAllListeners('unhandledRejection');
    process.on('unhandledRejection', dispatch);
  }
  realms.add(realm);
  return () => {
    if (!realms.delete(realm) || realms.size > 0) return;
    process.removeListener('unhandledRejection', dispatch);
    for (const listener of others) process.on('unhandledRejection', listener);
    others = [];
  };
}

const dispatch: Listener = (reason, promise) => {
  for (const realm of realms)
    if (realm.owns(promise)) {
      realm.rejected(reason);
      return;
    }
  if (others.length === 0) throw reason;
  for (const listener of others) listener(reason, promise);
};
