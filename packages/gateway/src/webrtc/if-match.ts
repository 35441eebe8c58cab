/**
 * Whether an If-Match field lets a change of this entity pass (RFC 9110 §13.1.1): `*`, or a list that names it. A weak
 * tag names nothing. `"*"` is what the figure of RFC 9725 §4.3.3 sends for `*`, and no tag of ours.
 */
export function ifMatches(field: string, entityTag: string): boolean {
  return ['*', '"*"'].includes(field.trim()) || field.split(',').some((tag) => tag.trim() === entityTag);
}
