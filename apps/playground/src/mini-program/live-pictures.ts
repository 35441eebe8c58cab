import type { InProcessGateway } from '@callgrid/gateway/in-process';
import type { NativeElement, PagePhone } from '@callgrid/phone/browser';
import { fitCanvas } from '../picture/fit-canvas.ts';
import { paintPicture } from '../picture/paint-picture.ts';

/** As many pictures a second as `scripted()` says in its netstatus events, and of as many kilobits. */
const FRAMES = 15;
const BITRATE = 600;
const STYLE = 'display: block; width: 100%; height: 100%; object-fit: cover;';

/**
 * Puts a drawn picture into each live element of a phone that is live, and tells the gateway what its pusher sends.
 * Gives the function that stops it.
 */
export function showLivePictures(phone: PagePhone, gateway: InProcessGateway): () => void {
  const canvases = new Map<number, HTMLCanvasElement>();
  const sent = new Map<number, string>();
  const timer = setInterval(() => {
    const natives = phone.natives();
    for (const native of natives) {
      draw(native);
      if (native.kind === 'live-pusher') send(native);
    }
    for (const known of [canvases, sent])
      for (const nid of known.keys()) if (!natives.some((it) => it.nid === nid)) known.delete(nid);
  }, 1_000 / FRAMES);

  function draw({ nid, kind, props, state }: NativeElement): void {
    const element = phone.elementOf(nid);
    const canvas = canvases.get(nid) ?? (element && addCanvas(element));
    if (!element || !canvas) return;
    canvases.set(nid, canvas);
    const off = kind === 'live-pusher' && props.enableCamera === false;
    canvas.style.visibility = state.status === 'live' && !off ? 'visible' : 'hidden';
    const pen = fitCanvas(canvas, element);
    const uid = publisherOf(addressOf({ kind, props }));
    const facts = { uid, bitrate: BITRATE, now: Date.now() };
    if (pen) paintPicture(pen, { ...facts, density: window.devicePixelRatio });
  }

  function send({ nid, kind, props, state }: NativeElement): void {
    const address = addressOf({ kind, props });
    const live = state.status === 'live';
    const audio = live && props.enableMic !== false && props.muted !== true;
    const video = live && props.enableCamera !== false;
    const now = `${address} ${audio} ${video}`;
    if (address === '' || sent.get(nid) === now) return;
    sent.set(nid, now);
    gateway.flow(address, [...(audio ? (['audio'] as const) : []), ...(video ? (['video'] as const) : [])]);
  }

  return () => clearInterval(timer);
}

function addCanvas(element: HTMLElement): HTMLCanvasElement {
  const canvas = element.ownerDocument.createElement('canvas');
  canvas.style.cssText = STYLE;
  element.prepend(canvas);
  return canvas;
}

function addressOf({ kind, props }: Pick<NativeElement, 'kind' | 'props'>): string {
  const address = kind === 'live-pusher' ? props.url : props.src;
  return typeof address === 'string' ? address : '';
}

/** The gateway's streams are called by who publishes them: `7-camera-…`. */
const publisherOf = (address: string): string => /\/(\d+)-(?:camera|screen)-/.exec(address)?.[1] ?? '0';
