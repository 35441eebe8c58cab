// What the guide leaves to the app, 业务层: which urls live-pusher and live-player have, and what the user is shown.
const LINES_SHOWN = 8;
const LINE_LENGTH = 120;

/** The page that is open; the module and the SDK's client outlive it. */
let page;
let players = 0;

export const businessLayer = {
  /** Takes the placeholders of the guide's sample from the page's query. */
  enter(opened, query) {
    page = opened;
    page.setData({
      channelName: decodeURIComponent(query.channelName || 'demo'),
      uid: query.uid || String(100 + Math.floor(Math.random() * 900)),
    });
  },

  setPushUrl(url) {
    page.setData({ rtmpUrl: url });
  },

  /**
   * A member's audio and video are one player, its screen is another. Told again, as everything is after a
   * reconnect, the player is made anew: the one that is there may have given up.
   */
  setPullUrl(uid, mediaType, url) {
    const source = sourceOf(mediaType);
    const { streams } = page.data;
    const index = streams.findIndex((it) => it.uid === uid && it.source === source);
    const known = streams[index];
    const fresh = !known || known.media.includes(mediaType);
    const stream = fresh
      ? { key: ++players, uid, source, url, media: [mediaType] }
      : { ...known, url, media: [...known.media, mediaType] };
    const changed = [...streams];
    changed.splice(known ? index : streams.length, 1, stream);
    page.setData({ streams: changed });
  },

  /** The player goes with the last of its media; without a type, all of the member's go. */
  clearPullUrl(uid, mediaType) {
    const streams = page.data.streams.flatMap((stream) => {
      if (stream.uid !== uid || (mediaType && stream.source !== sourceOf(mediaType))) return [stream];
      const media = mediaType ? stream.media.filter((it) => it !== mediaType) : [];
      return media.length > 0 ? [{ ...stream, media }] : [];
    });
    page.setData({ streams });
  },

  refreshPusher() {
    if (page.data.rtmpUrl === '') return;
    const pusher = wx.createLivePusherContext();
    pusher.stop({ complete: () => pusher.start() });
  },

  /** The old push url of an audience member is worth nothing. */
  setRole(role) {
    page.setData({ role });
    if (role === 'audience') clearPushUrl();
  },

  /** The session is over, whoever ended it. */
  clear() {
    clearPushUrl();
    page.setData({ streams: [] });
  },
};

/** What the guide prints is on the page too. */
const pageConsole = {
  log(...parts) {
    console.log(...parts);
    show(parts, false);
  },
  error(...parts) {
    console.error(...parts);
    show(parts, true);
  },
};

export { pageConsole as console };

/** A report handler of the guide that shows what went wrong besides. */
export function showing(element, handler) {
  return (event) => {
    const { code, errCode, errMsg, message } = event.detail;
    if (code < 0 || errCode) pageConsole.error(element, code || errCode, message || errMsg);
    handler(event);
  };
}

/** Stopped first: a url that is cleared before leaves the camera on on some Android phones. */
function clearPushUrl() {
  const cleared = page;
  if (cleared.data.rtmpUrl === '') return;
  wx.createLivePusherContext().stop({ complete: () => cleared.setData({ rtmpUrl: '' }) });
}

/** Without the keys of addresses: a screen is photographed. */
function show(parts, failed) {
  const text = parts
    .map(textOf)
    .join(' ')
    .replace(/\?key=[\w-]+/g, '');
  const lines = [...page.data.lines, { text: text.slice(0, LINE_LENGTH), failed }];
  page.setData({ lines: lines.slice(-LINES_SHOWN) });
}

function textOf(part) {
  if (part instanceof Error) return part.message;
  return typeof part === 'object' ? JSON.stringify(part) : String(part);
}

function sourceOf(mediaType) {
  return mediaType === 'screenShare' ? 'screen' : 'camera';
}
