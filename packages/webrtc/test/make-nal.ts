/** A NAL unit of a type, `bytes` long; its slices are the first of their picture. */
export function makeNal(type: number, bytes = 20, fill = 0x5a): Buffer {
  const nal = Buffer.alloc(bytes, fill);
  nal[0] = 0x60 | type;
  if (bytes > 1) nal[1] = 0x80 | (fill & 0x7f);
  return nal;
}

/** The parameter sets of 640×360 in constrained baseline, as x264 writes them. */
export const SPS = Buffer.from('6742c01ed900a02ff9610000030001000003003c8f162e48', 'hex');
export const PPS = Buffer.from('68cb83cb20', 'hex');
