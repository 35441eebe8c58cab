export { installProbe, type VideoLook } from './browser-probe.ts';
export { type BrowserOptions, browseFrom, type CastBrowser } from './browsers.ts';
export { castParts, type Part } from './cast.ts';
export { type CheckReport, findPlayer, hears, isColour, isLike, sees } from './check-call.ts';
export { CHROMIUM_FLAGS, chromiumPath } from './chromium.ts';
export { freePort } from './gateway-thread.ts';
export { type CastPhone, callFrom } from './phones.ts';
export { findProgram } from './system-programs.ts';
export { serveWeb, type WebServer } from './web-server.ts';
