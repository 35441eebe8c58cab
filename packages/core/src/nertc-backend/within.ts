import { type Clock, RtcError } from '@callgrid/protocol';

/** What the vendor's promise says, or a rejection when it has not settled after `ms`: some of them never do. */
export function within<T>(clock: Clock, ms: number, what: string, promise: Promise<T>): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const stopTimer = clock.after(ms, () =>
      reject(new RtcError('request/timeout', `NetEase's SDK did not answer ${what} within ${ms} ms.`)),
    );
    promise.then(resolve, reject).finally(stopTimer);
  });
}
