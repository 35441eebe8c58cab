import type { CheckReport } from './check-call.ts';

/** The report as a table for people. */
export function formatCheck({ ok, seconds, phones }: CheckReport): string {
  const uids = phones.map(({ uid }) => uid);
  const header = ['phone', ...uids.map((uid) => `${uid}: sees hears first frame`), 'setData', 'violations'];
  const rows = phones.map((phone) => [
    phone.uid,
    ...uids.map((uid) => {
      if (uid === phone.uid) return '–';
      const first = phone.firstFrameMs[uid];
      return `${mark(phone.sees[uid])} ${mark(phone.hears[uid])} ${first === undefined ? 'never' : `${first} ms`}`;
    }),
    `${phone.setData.calls} calls, ${phone.setData.bytes} bytes, largest ${phone.setData.largest}`,
    String(phone.violations.length),
  ]);
  const widths = header.map((_, column) => Math.max(...[header, ...rows].map((row) => row[column]!.length)));
  const line = (row: readonly string[]) => row.map((cell, column) => cell.padEnd(widths[column]!)).join('  ');
  const verdict = ok
    ? `Every phone saw and heard every other, after ${seconds} s.`
    : `Not every phone saw and heard every other within ${seconds} s.`;
  return [line(header), ...rows.map(line), '', verdict].join('\n');
}

function mark(value: boolean | undefined): string {
  return value ? '✓' : '✗';
}
