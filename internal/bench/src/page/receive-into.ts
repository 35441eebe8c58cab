/** Makes the connection ask for both kinds and show them in the `<video>`; `heard` is given the sound. */
export function receiveInto(
  video: HTMLVideoElement,
  connection: RTCPeerConnection,
  heard: (sound: MediaStream) => void = () => {},
): void {
  const media = new MediaStream();
  video.srcObject = media;
  connection.ontrack = ({ track }) => {
    media.addTrack(track);
    if (track.kind === 'audio') heard(new MediaStream([track]));
  };
  connection.addTransceiver('audio', { direction: 'recvonly' });
  connection.addTransceiver('video', { direction: 'recvonly' });
}

/** A `<video>` in the page. */
export function createVideo(): HTMLVideoElement {
  const video = document.createElement('video');
  video.autoplay = true;
  document.body.append(video);
  return video;
}
