import type { BrowserReport, CheckReport, PhoneReport } from './check-call.ts';

/** The report as a table for people. */
export function formatCheck({ ok, seconds, phones, browsers }: CheckReport): string {
  const viewers = [...phones, ...browsers];
  const uids = viewers.map(({ uid }) => uid);
  const header = ['who', ...uids.map((uid) => `${uid}: sees hears first frame`), 'cost and complaints'];
  const rows = viewers.map((viewer) => [
    `${'setData' in viewer ? 'phone' : 'browser'} ${viewer.uid}`,
    ...uids.map((uid) => {
      if (uid === viewer.uid) return '–';
      const first = viewer.firstFrameMs[uid];
      return `${mark(viewer.sees[uid])} ${mark(viewer.hears[uid])} ${first === undefined ? 'never' : `${first} ms`}`;
    }),
    remarks(viewer),
  ]);
  const widths = header.map((_, column) => Math.max(...[header, ...rows].map((row) => row[column]!.length)));
  const line = (row: readonly string[]) => row.map((cell, column) => cell.padEnd(widths[column]!)).join('  ');
  const who = browsers.length > 0 ? 'participant' : 'phone';
  const verdict = ok
    ? `Every ${who} saw and heard every other, after ${seconds} s.`
    : `Not every ${who} saw and heard every other within ${seconds} s.`;
  const note = 'First frames are counted from when the viewer was launched.';
  return [line(header), ...rows.map(line), '', note, verdict].join('\n');
}

function remarks(viewer: PhoneReport | BrowserReport): string {
  if (!('setData' in viewer)) return viewer.problems.length > 0 ? viewer.problems.join('; ') : 'none';
  const { setData, violations } = viewer;
  return `${setData.calls} setData, ${setData.bytes} bytes, largest ${setData.largest}; ${violations.length} violations`;
}

function mark(value: boolean | undefined): string {
  return value ? '✓' : '✗';
}
