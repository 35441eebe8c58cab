/** The address given at build time; else, in a browser, the host that served this page: over https its own port. */
export function defaultGateway(): string {
  if (GATEWAY) return GATEWAY;
  if (process.env.TARO_ENV !== 'h5') return 'ws://127.0.0.1:8700';
  const { protocol, host, hostname } = window.location;
  // Whoever serves the page over https serves the gateway behind the same certificate.
  return protocol === 'https:' ? `wss://${host}` : `ws://${hostname || '127.0.0.1'}:8700`;
}
