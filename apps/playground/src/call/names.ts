/** Names as they are: long and short, in several scripts. */
const names = [
  'Zoe',
  'Ann Lindqvist',
  '李小龙',
  'Bartholomew Featherstonehaugh',
  'Cid',
  '王芳',
  'Dora Okafor',
  'Emil Novák',
  'Fay',
  '陈静怡',
  'Gus Moreau',
  'Hana Sato',
  'Ivo',
  '赵子轩',
  'Juana Pérez',
  'Kofi',
] as const;

/** By what somebody with this uid is called. */
export function nameOf(uid: string): string {
  const number = Number(uid);
  return names[(number - 1) % names.length] ?? uid;
}
