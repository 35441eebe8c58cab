/** Asks whoever gets this answer to put so many milliseconds of sound into a packet (RFC 8866 §6.4). */
export function withPacketTime(sdp: string, ms: number): string {
  return sdp.replace(/^a=rtpmap:\d+ opus\/.*\r\n/gim, `$&a=ptime:${ms}\r\n`);
}
