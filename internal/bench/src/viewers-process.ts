import { setPriority } from 'node:os';
import { RtmpClient } from '@callgrid/rtmp/test/rtmp-client';
import { answerParent } from '@callgrid/test-kit/answer-parent';
import { type ViewerCounts, WhepViewer } from './whep-viewer.ts';

// A program of its own: some of the bench's viewers.

/** What the bench asks of it. */
export interface ViewersQuestions {
  /** Addresses, of WHEP or RTMP. Settles once all of them play. */
  open: { given: readonly string[]; answer: undefined };
  /** Of WHEP viewers, from the beginning on. */
  counts: { answer: ViewerCounts[] };
  close: { answer: undefined };
}

// In a real call they are other machines: the server goes first.
setPriority(10);

const whep: WhepViewer[] = [];
const rtmp: RtmpClient[] = [];

answerParent({
  open: async (urls: readonly string[]) => {
    // One after the other: a hundred handshakes at once tell of nothing but themselves.
    for (const url of urls) await (url.startsWith('rtmp:') ? openRtmp(url) : openWhep(url));
  },
  counts: () => whep.map(({ counts }) => ({ ...counts })),
  close: () => {
    for (const viewer of whep.splice(0)) viewer.close();
    for (const reader of rtmp.splice(0)) reader.end();
  },
});

async function openWhep(url: string): Promise<void> {
  const viewer = new WhepViewer();
  whep.push(viewer);
  await viewer.open(url);
}

async function openRtmp(address: string): Promise<void> {
  const { port, pathname, search } = new URL(address);
  const [, app, stream] = pathname.split('/');
  const reader = await RtmpClient.open(Number(port));
  rtmp.push(reader);
  await reader.connect({ app: app! });
  await reader.play(`${stream}${search}`);
  reader.discard();
}
