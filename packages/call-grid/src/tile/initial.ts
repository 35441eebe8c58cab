/** What stands for a person without a picture: the first letter of a name, or a Chinese name's last character. */
export function initialOf(name: string): string {
  const letters = Array.from(name.trim());
  const last = letters[letters.length - 1] ?? '';
  return /[\u4e00-\u9fff]/.test(last) ? last : (letters[0] ?? '').toUpperCase();
}
