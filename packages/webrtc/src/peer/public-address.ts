/** Puts an address in place of this machine's own in an answer's candidates, once for each port (RFC 8839 §5.1). */
export function withPublicAddress(sdp: string, address: string): string {
  const ports = new Set<string>();
  return sdp.replace(
    /^(a=candidate:(?:\S+ ){4})\S+ (\d+)( typ host.*\r\n)/gm,
    (_, before: string, port: string, after: string) => {
      if (ports.has(port)) return '';
      ports.add(port);
      return `${before}${address} ${port}${after}`;
    },
  );
}
