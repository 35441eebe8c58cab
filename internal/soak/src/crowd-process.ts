import { isDeepStrictEqual } from 'node:util';
import { toUid } from '@callgrid/core';
import { createClients } from '@callgrid/gateway/test/call';
import type { RoomState } from '@callgrid/protocol';
import { until } from '@callgrid/test-kit';
import { answerParent } from '@callgrid/test-kit/answer-parent';
import { Person, type Tally } from './person.ts';

const TICK_MS = 100;
/** The longest that a seat waits for a client that is gone without a word, and a little. */
const COMES_TO_REST_WITHIN = 40_000;

/** What can be asked of a process full of clients. */
export interface CrowdQuestions {
  /** Everybody joins. */
  enter: { given: Crowd; answer: undefined };
  /** From now on they come, go and change things, so many of them a second. */
  churn: { given: { readonly perSecond: number }; answer: undefined };
  /** They stop, come back where they had left, and compare their rooms with the gateway's. */
  rest: { answer: Rest };
  /** Everybody leaves. */
  leave: { answer: undefined };
}

export interface Crowd {
  readonly port: number;
  /** The same gateway by a line that is cut now and then, for one room in `everyLine`. */
  readonly unsteadyPort: number;
  readonly everyLine: number;
  readonly adminKey: string;
  /** Rooms by their numbers. */
  readonly from: number;
  readonly to: number;
  readonly people: number;
}

export interface Rest extends Tally {
  readonly participants: number;
  /** Who saw another room than the gateway's, and what; empty where all is well. */
  readonly divergences: readonly string[];
}

interface Room {
  readonly channelName: string;
  readonly people: readonly Person[];
}

const tally: Tally = { actions: 0, events: 0, cuts: 0, refused: 0, strange: [] };
let crowd: Crowd;
let rooms: readonly Room[] = [];
let timer: NodeJS.Timeout | undefined;
const everybody = () => rooms.flatMap(({ people }) => people);

async function enter(given: Crowd): Promise<void> {
  crowd = given;
  const steady = createClients(`ws://127.0.0.1:${given.port}`);
  const unsteady = createClients(`ws://127.0.0.1:${given.unsteadyPort}`);
  rooms = Array.from({ length: given.to - given.from }, (_, at) => {
    const number = given.from + at;
    const channelName = `soak-${number}`;
    const clients = number % given.everyLine === 0 ? unsteady : steady;
    const people = Array.from(
      { length: given.people },
      (_, place) => new Person(clients.client(), channelName, toUid(place + 1), tally),
    );
    return { channelName, people };
  });
  for (const { people } of rooms) {
    for (const person of people) person.join();
    await Promise.all(people.map((person) => person.rest()));
  }
}

function churn({ perSecond }: { readonly perSecond: number }): void {
  const all = everybody();
  let owed = 0;
  timer = setInterval(() => {
    for (owed += (perSecond * TICK_MS) / 1_000; owed >= 1; owed--)
      all[Math.floor(Math.random() * all.length)]!.act();
  }, TICK_MS);
}

async function rest(): Promise<Rest> {
  clearInterval(timer);
  const all = everybody();
  let divergences: string[] = [];
  const isQuiet = async () => {
    for (const person of all) await person.rest();
    for (const person of all) if (person.status === 'idle' || person.status === 'left') person.join();
    divergences = [];
    // One after another: the connections to ask by would count among the gateway's open files.
    for (const room of rooms) divergences.push(...(await compare(room)));
    return divergences.length === 0;
  };
  // Whoever differs at the end of this time is a divergence, and told as one.
  await until('the rooms are the same', isQuiet, COMES_TO_REST_WITHIN).catch(({ message }: Error) => {
    if (divergences.length === 0) divergences = [message];
  });
  for (const person of all) person.count();
  return { ...tally, participants: all.filter(({ status }) => status === 'joined').length, divergences };
}

/** What is different between a room on the gateway and at each of its clients. */
async function compare({ channelName, people }: Room): Promise<string[]> {
  const room = await inspect(channelName);
  const seats = room.participants.map(({ uid }) => uid).sort();
  const joined = people.filter(({ status }) => status === 'joined').map(({ uid }) => uid);
  const differences: string[] = [];
  if (joined.length < people.length) differences.push(`${channelName}: only ${joined} have joined`);
  if (!isDeepStrictEqual(seats, joined.sort()))
    differences.push(`${channelName}: seats ${seats}, joined ${joined}`);
  for (const { uid, view } of people) {
    if (isDeepStrictEqual(view, room)) continue;
    differences.push(`${channelName}: ${uid} sees ${JSON.stringify(view)}, not ${JSON.stringify(room)}`);
  }
  return differences;
}

/** The facts of a room as the operator is told them. */
async function inspect(channelName: string): Promise<Pick<RoomState, 'participants' | 'streams'>> {
  const url = `http://127.0.0.1:${crowd.port}/admin/rooms/${channelName}`;
  const answer = await fetch(url, { headers: { authorization: `Bearer ${crowd.adminKey}` } });
  if (answer.status === 404) return { participants: [], streams: [] };
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  const { participants, streams } = (await answer.json()) as RoomState;
  return {
    participants: participants.map(({ uid, name, role, status, muted, speaking }) => ({
      uid,
      name,
      role,
      status,
      muted,
      speaking,
    })),
    streams: streams.map(({ id, uid, source, media }) => ({ id, uid, source, media })),
  };
}

answerParent({
  enter,
  churn,
  rest,
  leave: async () => {
    await Promise.all(everybody().map((person) => person.leave()));
  },
});
