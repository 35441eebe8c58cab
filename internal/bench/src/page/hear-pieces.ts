/** A piece of sound as it is played; `playbackTime` is its own in the context's seconds. */
export type Heard = (samples: Float32Array, playbackTime: number) => void;

/** Plays what comes from the node, and gives it away in pieces of so many samples. */
export function hearPieces(context: AudioContext, source: AudioNode, piece: number, heard: Heard): void {
  // An old node, but one that needs no file of its own.
  const node = context.createScriptProcessor(piece, 1, 1);
  node.onaudioprocess = ({ inputBuffer, playbackTime }) => heard(inputBuffer.getChannelData(0), playbackTime);
  source.connect(node).connect(context.destination);
}
