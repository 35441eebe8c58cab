/**
 * What tells a screen reader what a view is. Only browsers are told: on weapp a second attribute would double what a
 * mute sends.
 */
export function spokenAs(
  role: 'group' | 'dialog' | 'alert' | 'status',
  label?: string,
): Record<string, string> {
  if (process.env.TARO_ENV === 'weapp') return {};
  return label === undefined ? { role } : { role, 'aria-label': label };
}
