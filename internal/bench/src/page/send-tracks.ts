import { negotiate } from './negotiate.ts';

export interface SentTracks {
  readonly picture: MediaStreamTrack;
  readonly sound: MediaStreamTrack;
  readonly kilobits: number;
}

/** Sends them by WHIP as H.264 and Opus, the picture at this rate at the most. */
export async function sendTracks(
  connection: RTCPeerConnection,
  url: string,
  { picture, sound, kilobits }: SentTracks,
): Promise<void> {
  const video = connection.addTransceiver(picture, {
    direction: 'sendonly',
    sendEncodings: [{ maxBitrate: kilobits * 1_000 }],
  });
  connection.addTransceiver(sound, { direction: 'sendonly' });
  const { codecs } = RTCRtpSender.getCapabilities('video')!;
  video.setCodecPreferences(codecs.filter(({ mimeType }) => mimeType === 'video/H264'));
  await negotiate(connection, url);
}
