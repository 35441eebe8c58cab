/**
 * Starts a `<video>`. Where the browser plays sound only after the user did something it goes on without, and `silenced`
 * is called: ask for a tap, and call this again from it.
 */
export function playAloud(video: Pick<HTMLVideoElement, 'muted' | 'play'>, silenced: () => void): void {
  video.play().catch((error: Error) => {
    if (error.name !== 'NotAllowedError' || video.muted) return;
    video.muted = true;
    silenced();
    playAloud(video, silenced);
  });
}
