/** The attributes of live elements that WeChat declares as booleans, in camel case. */
const BOOLEANS: readonly string[] = [
  ...['autopush', 'autoplay', 'muted', 'muteAudio', 'muteVideo', 'backgroundMute', 'debug'],
  ...['enableCamera', 'enableMic', 'enableAgc', 'enableAns', 'enableEarMonitor', 'autoFocus'],
  ...['mirror', 'remoteMirror', 'autoPauseIfNavigate', 'autoPauseIfOpenNative'],
  ...['enableRecvMessage', 'enableAutoRotation', 'enableCasting'],
];

/** Text in a template is text: where a boolean is declared, any but the empty one is true, `muted="false"` too. */
export function withBooleans(props: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(props).map(([name, value]) => [
      name,
      typeof value === 'string' && BOOLEANS.includes(name) ? value !== '' : value,
    ]),
  );
}
