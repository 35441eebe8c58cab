/**
 * Hidden by parameters of the function that WeChat wraps around every file: they read as undefined there, and fail when
 * they are called or asked for a member.
 */
export const HIDDEN_NAMES =
  'window document frames self location navigator localStorage history Caches screen alert confirm prompt XMLHttpRequest WebSocket Reporter webkit WeixinJSCore'.split(
    ' ',
  );

/**
 * Browser and Node names that are not there at all: reading one throws a ReferenceError. Some phones have one or the
 * other (Android's V8 and Apple's JavaScriptCore differ, and so do WeChat's versions); none is on all of them.
 */
export const ABSENT_NAMES =
  `sessionStorage indexedDB caches fetch Headers Request Response FormData Blob File FileReader URL URLSearchParams
  TextEncoder TextDecoder TextDecoderStream ReadableStream WritableStream TransformStream CompressionStream crypto Crypto
  CryptoKey atob btoa Worker SharedWorker MessageChannel MessagePort BroadcastChannel EventSource WebTransport
  AbortController AbortSignal Event EventTarget CustomEvent ErrorEvent MessageEvent CloseEvent DOMException DOMParser
  XMLSerializer MutationObserver IntersectionObserver ResizeObserver PerformanceObserver Node Element HTMLElement
  HTMLVideoElement HTMLCanvasElement SVGElement Image ImageData ImageBitmap createImageBitmap OffscreenCanvas Audio
  AudioContext MediaStream MediaRecorder MediaSource RTCPeerConnection Notification getComputedStyle matchMedia
  addEventListener removeEventListener dispatchEvent postMessage importScripts requestAnimationFrame
  cancelAnimationFrame requestIdleCallback cancelIdleCallback queueMicrotask structuredClone setImmediate clearImmediate
  performance reportError WebAssembly SharedArrayBuffer Atomics eval process Buffer __dirname __filename`.split(
    /\s+/,
  );

const HIDDEN = new Set(HIDDEN_NAMES);
const ABSENT = new Set(ABSENT_NAMES);

/**
 * How using a name fails: `absent` when it is read, `hidden` when it is called or asked for a member, `code` when it is
 * called, though it is there: WeChat makes no code from strings. Null for what a mini program has.
 */
export function lackOf(name: string): 'absent' | 'hidden' | 'code' | null {
  if (name === 'Function') return 'code';
  if (HIDDEN.has(name)) return 'hidden';
  return ABSENT.has(name) ? 'absent' : null;
}
