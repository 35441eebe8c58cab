/** Makes a canvas as many pixels large as it takes on the screen. Gives its pen, or null while it takes none. */
export function fitCanvas(
  canvas: HTMLCanvasElement,
  around: Element = canvas,
): CanvasRenderingContext2D | null {
  const { devicePixelRatio } = canvas.ownerDocument.defaultView ?? window;
  const width = Math.round(around.clientWidth * devicePixelRatio);
  const height = Math.round(around.clientHeight * devicePixelRatio);
  if (width === 0 || height === 0) return null;
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  return canvas.getContext('2d');
}
