/**
 * Whether an If-Match field lets a change of this entity pass (RFC 9110 §13.1.1): `*`, or a list that names it. A weak
 * tag names nothing.
 */
export function ifMatches(field: string, entityTag: string): boolean {
  return field.trim() === '*' || field.split(',').some((tag) => tag.trim() === entityTag);
}
