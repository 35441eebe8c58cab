/** How it stood at the end of a round, everything at rest. Memory in bytes; counts are from the beginning on. */
export interface Row {
  readonly minute: number;
  readonly rooms: number;
  readonly participants: number;
  readonly streams: number;
  readonly grants: number;
  readonly eventsPerSecond: number;
  readonly actions: number;
  readonly cuts: number;
  readonly refused: number;
  readonly rss: number;
  readonly heap: number;
  readonly fds: number;
  readonly divergences: number;
}

const megabytes = (bytes: number) => `${(bytes / 1024 / 1024).toFixed(1)} MB`;

const columns: readonly (readonly [title: string, cell: (row: Row) => string])[] = [
  ['minute', ({ minute }) => minute.toFixed(1)],
  ['rooms', ({ rooms }) => String(rooms)],
  ['participants', ({ participants }) => String(participants)],
  ['streams', ({ streams }) => String(streams)],
  ['grants', ({ grants }) => String(grants)],
  ['actions', ({ actions }) => String(actions)],
  ['events/s', ({ eventsPerSecond }) => eventsPerSecond.toFixed(0)],
  ['cuts', ({ cuts }) => String(cuts)],
  ['refused', ({ refused }) => String(refused)],
  ['rss', ({ rss }) => megabytes(rss)],
  ['heap', ({ heap }) => megabytes(heap)],
  ['fds', ({ fds }) => String(fds)],
  ['divergences', ({ divergences }) => String(divergences)],
];

export function printRow(row: Row): void {
  console.log(columns.map(([title, cell]) => `${title} ${cell(row)}`).join(', '));
}

/** All rows as a table of Markdown. */
export function markdown(rows: readonly Row[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [
    line(columns.map(([title]) => title)),
    line(columns.map(() => '---:')),
    ...rows.map((row) => line(columns.map(([, cell]) => cell(row)))),
  ].join('\n');
}
