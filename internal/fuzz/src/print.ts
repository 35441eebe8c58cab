import type { Standing } from './arena.ts';
import type { Fared } from './call-beside.ts';

const megabytes = (bytes: number) => `${(bytes / 1024 / 1024).toFixed(1)} MB`;

/** What was sent, and what the gateway had of it after a quarter and at the end. */
export function print(sent: Readonly<Record<string, number>>, quarter: Standing, end: Standing): void {
  const counts = Object.entries(sent).map(
    ([name, count]) => `${Math.round(count).toLocaleString('en')} ${name}`,
  );
  console.log(counts.join(', '));
  for (const [when, { rss, heap, rooms, participants, streams, grants, sockets, timers }] of Object.entries({
    'after a quarter': quarter,
    'at the end': end,
  })) {
    const kept = Object.entries({ rooms, participants, streams, grants, sockets, timers });
    const list = kept.map(([name, count]) => `${count} ${name}`).join(', ');
    console.log(`${when}: rss ${megabytes(rss)}, heap ${megabytes(heap)}; ${list}`);
  }
  console.log(`logged: ${JSON.stringify(end.logged)}`);
}

export function printFared({ mutes, longestGap, packets }: Fared): void {
  const sorted = [...mutes].sort((a, b) => a - b);
  const at = (share: number) => `${sorted[Math.floor(share * (sorted.length - 1))]?.toFixed(1)} ms`;
  console.log(
    `the call beside: ${mutes.length} mutes, p50 ${at(0.5)}, p99 ${at(0.99)}, longest ${at(1)}; ${packets} pieces of media, longest gap ${longestGap.toFixed(0)} ms`,
  );
}
