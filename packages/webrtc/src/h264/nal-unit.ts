/** NAL unit types (H.264 table 7-1), and those that RTP adds (RFC 6184 §5.2). */
export const NalType = {
  slice: 1,
  idr: 5,
  sei: 6,
  sps: 7,
  pps: 8,
  delimiter: 9,
  stapA: 24,
  fuA: 28,
} as const;

/** The type of a NAL unit; 0, which is unspecified, for an empty one. */
export function nalType(nal: Buffer): number {
  return (nal[0] ?? 0) & 0x1f;
}

/** Whether it carries a part of the picture itself. */
export function isSlice(nal: Buffer): boolean {
  const type = nalType(nal);
  return type >= NalType.slice && type <= NalType.idr;
}
