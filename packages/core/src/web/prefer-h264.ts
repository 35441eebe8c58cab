import type { Browser } from './browser.ts';

/**
 * Asks for H.264 before all else, constrained baseline in packetization mode 1 first: what phones send and play passes
 * through the gateway as it is. The other codecs stay in the offer; the answer says which is taken.
 */
export function preferH264(
  { RTCRtpSender, RTCRtpReceiver }: Browser,
  transceiver: RTCRtpTransceiver,
  direction: 'push' | 'pull',
): void {
  // Firefox before 128 has no such method; its own order has H.264 as well.
  if (!transceiver.setCodecPreferences) return;
  const { codecs = [] } =
    (direction === 'push' ? RTCRtpSender : RTCRtpReceiver).getCapabilities('video') ?? {};
  const ordered = [...codecs].sort((one, other) => rank(other) - rank(one));
  if (rank(ordered[0]) > 0) transceiver.setCodecPreferences(ordered);
}

/** Higher is better; 0 for all but H.264. */
function rank(codec: RTCRtpCodec | undefined): number {
  if (codec?.mimeType.toLowerCase() !== 'video/h264') return 0;
  const fmtp = codec.sdpFmtpLine ?? '';
  const profile = /profile-level-id=(42[ce]0|4200)/i.exec(fmtp)?.[1]?.toLowerCase();
  const isMode1 = fmtp.includes('packetization-mode=1');
  return 1 + (isMode1 ? 4 : 0) + (profile === undefined ? 0 : profile === '4200' ? 1 : 2);
}
