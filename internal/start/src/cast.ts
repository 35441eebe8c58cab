/** One headless phone's part: what it shows and sounds like, so that whoever sees it can be told from the rest. */
export interface Part {
  readonly uid: string;
  readonly name: string;
  /** What its camera sees, as `#rrggbb`. */
  readonly colour: string;
  /** What its microphone hears, in hertz. */
  readonly tone: number;
}

const names = ['Ann', 'Bo', 'Chen', 'Dana', 'Emil', 'Fang', 'Gus', 'Hana'];
const colours = ['#d32f2f', '#1976d2', '#388e3c', '#f9a825', '#8e24aa', '#00acc1', '#ef6c00', '#6d4c41'];

/** Parts that differ in colour and tone; no tone is a multiple of another. */
export function castParts(count: number): Part[] {
  return Array.from({ length: count }, (_, index) => ({
    uid: String(1001 + index),
    name: names[index % names.length]!,
    colour: colours[index % colours.length]!,
    tone: 400 + index * 70,
  }));
}
