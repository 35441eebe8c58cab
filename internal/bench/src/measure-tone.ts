/**
 * How much of a piece of sound is the tone, 0 to 1, and how loud it all is. Sound that is stretched to fill a gap is a
 * little off: up to 5 % count.
 */
export function measureTone(
  samples: Float32Array,
  rate: number,
  frequency: number,
): { readonly tone: number; readonly level: number } {
  let all = 0;
  for (const sample of samples) all += sample * sample;
  let most = 0;
  for (const share of [0.95, 0.975, 1, 1.025, 1.05]) {
    const turn = (2 * Math.PI * frequency * share) / rate;
    let real = 0;
    let imaginary = 0;
    for (let at = 0; at < samples.length; at += 1) {
      real += samples[at]! * Math.cos(turn * at);
      imaginary += samples[at]! * Math.sin(turn * at);
    }
    most = Math.max(most, real * real + imaginary * imaginary);
  }
  // A pure tone has all its energy in its own frequency.
  return {
    tone: all === 0 ? 0 : (2 * most) / (all * samples.length),
    level: Math.sqrt(all / samples.length),
  };
}
