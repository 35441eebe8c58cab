/** The parts of a browser's `window` that capturing, sending and playing need; the real one fits as it is. */
export type Browser = Pick<
  Window & typeof globalThis,
  | 'RTCPeerConnection'
  | 'RTCRtpSender'
  | 'RTCRtpReceiver'
  | 'MediaStream'
  | 'AudioContext'
  | 'URL'
  | 'AbortController'
  | 'fetch'
  | 'navigator'
  | 'addEventListener'
  | 'removeEventListener'
>;

/** Calls back with each event of this name. Gives the function that stops it. */
export function listen(target: Pick<EventTarget, EventMethod>, name: string, heard: () => void): () => void {
  target.addEventListener(name, heard);
  return () => target.removeEventListener(name, heard);
}
type EventMethod = 'addEventListener' | 'removeEventListener';
