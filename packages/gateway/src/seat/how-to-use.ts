/** What an address is for, and the way that it goes. */
export type SeatWish =
  | { readonly does: 'push'; readonly by: 'whip' | 'rtmp' }
  | { readonly does: 'watch'; readonly uid: string; readonly by: 'whep' | 'rtmp' | 'flv' };

/** Which fields of which program an address belongs in. */
export function howToUse({ does, by }: SeatWish, url: string): string {
  if (does === 'push' && by === 'whip') {
    // OBS sends its DELETE to a `Location` without the query, so that it needs the key as a bearer token.
    const [server, key] = url.split('?key=');
    return `OBS: Settings → Stream → Service WHIP, Server ${server}, Bearer Token ${key}
GStreamer: whipclientsink signaller::whip-endpoint="${url}"`;
  }
  if (does === 'push') {
    const at = url.lastIndexOf('/');
    return `OBS: Settings → Stream → Service Custom, Server ${url.slice(0, at)}, Stream Key ${url.slice(at + 1)}
ffmpeg: -c:v libx264 -bf 0 -g 60 -c:a aac -f flv "${url}"`;
  }
  if (by === 'whep') return `GStreamer: whepsrc whep-endpoint="${url}"`;
  return `ffplay -fflags nobuffer "${url}"`;
}
