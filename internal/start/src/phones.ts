import { ffmpeg, launchPhone, type MediaDriver, type Phone } from '@callgrid/phone';
import type { Part } from './cast.ts';

/** A headless phone and the part it plays. */
export interface CastPhone {
  readonly part: Part;
  readonly phone: Phone;
  readonly launchedAt: number;
}

export interface CallOptions {
  /** The demo, compiled for WeChat. */
  readonly dist: string;
  readonly gateway: string;
  readonly room: string;
  /** More for the room page's query, such as `{ backend: 'nertc' }`. */
  readonly query?: Readonly<Record<string, string>>;
  /** Default: ffmpeg, with the part's colour and tone. */
  readonly media?: MediaDriver;
}

/** Puts a phone into the room, by the demo's own room page. */
export async function callFrom(part: Part, options: CallOptions): Promise<CastPhone> {
  const { uid, name, colour, tone } = part;
  const { dist, gateway, room, media = ffmpeg({ colour, tone }) } = options;
  const launchedAt = Date.now();
  const query = { gateway, room, uid, name, ...options.query };
  const phone = await launchPhone({
    dist,
    page: 'pages/room/index',
    // WeChat hands query values on as they stand in the URL; the page decodes them.
    query: Object.fromEntries(Object.entries(query).map(([key, value]) => [key, encodeURIComponent(value)])),
    media,
  });
  return { part, phone, launchedAt };
}
