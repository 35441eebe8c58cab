import { ffmpeg, launchPhone, type Phone } from '@callgrid/phone';
import type { Part } from './cast.ts';

/** A headless phone and the part it plays. */
export interface CastPhone {
  readonly part: Part;
  readonly phone: Phone;
  readonly launchedAt: number;
}

/** Puts a phone into the room, by the demo's own room page. */
export async function callFrom(
  part: Part,
  { dist, gateway, room }: { dist: string; gateway: string; room: string },
): Promise<CastPhone> {
  const { uid, name, colour, tone } = part;
  const launchedAt = Date.now();
  const query = { gateway, room, uid, name };
  const phone = await launchPhone({
    dist,
    page: 'pages/room/index',
    // WeChat hands query values on as they stand in the URL; the page decodes them.
    query: Object.fromEntries(Object.entries(query).map(([key, value]) => [key, encodeURIComponent(value)])),
    media: ffmpeg({ colour, tone }),
  });
  return { part, phone, launchedAt };
}
