/** The address given at build time; else, in a browser, port 8700 of the host that served this page. */
export function defaultGateway(): string {
  if (GATEWAY) return GATEWAY;
  if (process.env.TARO_ENV !== 'h5') return 'ws://127.0.0.1:8700';
  const { protocol, hostname } = window.location;
  return `${protocol === 'https:' ? 'wss' : 'ws'}://${hostname || '127.0.0.1'}:8700`;
}
