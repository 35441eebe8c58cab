import path from 'node:path';
import type { GatewayAddress } from '@callgrid/gateway';
import { until } from '@callgrid/test-kit';
import { type Child, startChild } from '@callgrid/test-kit/child';
import type { AttackerQuestions } from './attacker/attacker-process.ts';
import { type CallBeside, type Fared, ROOM_BESIDE, startCallBeside } from './call-beside.ts';
import { type Kept, keepCase } from './cases.ts';
import type { GatewayQuestions, Sample } from './gateway/gateway-process.ts';
import { type Health, Operator } from './gateway/operator.ts';

const folder = path.resolve(import.meta.dirname, '..');
const ADMIN_KEY = 'the-operator-of-the-arena-and-nobody-else';
const MEGABYTE = 1024 * 1024;
/** What a gateway may have more after the whole attack than after a quarter of it, in bytes. */
export const GROWTH = { rss: 48 * MEGABYTE, heap: 8 * MEGABYTE } as const;

/** How the gateway stands between two parts of an attack: what it keeps, once the attackers' rooms are dissolved. */
export interface Standing extends Sample, Health {}

/** A gateway in a process of its own, an attacker in another one, and here the call beside. */
export class Arena {
  private before: Standing | undefined;
  private beside: CallBeside | undefined;
  /** Rooms that are none of the attack's. */
  readonly kept: readonly string[];
  readonly address: GatewayAddress;
  readonly gateway: Child<GatewayQuestions>;
  readonly attacker: Child<AttackerQuestions>;
  private readonly operator: Operator;

  private constructor(
    gateway: Child<GatewayQuestions>,
    attacker: Child<AttackerQuestions>,
    address: GatewayAddress,
    kept: readonly string[],
  ) {
    this.gateway = gateway;
    this.attacker = attacker;
    this.address = address;
    this.kept = [ROOM_BESIDE, ...kept];
    this.operator = new Operator(address.port, ADMIN_KEY);
  }

  /** `kept` names rooms that stay beside that of the call. */
  static async open(kept: readonly string[] = []): Promise<Arena> {
    const gateway = await startChild<GatewayQuestions>(folder, 'gateway/gateway-process.ts');
    const attacker = await startChild<AttackerQuestions>(folder, 'attacker/attacker-process.ts');
    const args = ['--host', '0.0.0.0', '--port', '0', '--rtmp-port', '0', '--admin-key', ADMIN_KEY];
    return new Arena(gateway, attacker, await gateway.ask('listen', { args }), kept);
  }

  /** The call beside begins, and what the gateway keeps for it is noted. */
  async begin(): Promise<void> {
    this.beside = await startCallBeside(this.address.port, this.address.rtmpPort);
    this.before = await this.stand();
  }

  /** Dissolves the attackers' rooms and waits until the gateway keeps what it kept before; throws where it keeps more. */
  async settle(): Promise<Standing> {
    const before = this.before!;
    let now: Standing | undefined;
    const isAsBefore = async () => {
      await this.operator.dissolveAllBut(this.kept);
      now = await this.stand();
      const counts = ['rooms', 'participants', 'streams', 'grants', 'sockets'] as const;
      // Timers of the call beside come and go.
      return counts.every((name) => now![name] === before[name]) && now.timers <= before.timers + 8;
    };
    await until('the gateway keeps only the call beside', isAsBefore, 15_000).catch((error: Error) => {
      throw new Error(`${error.message}: before ${JSON.stringify(before)}, now ${JSON.stringify(now)}`);
    });
    return now!;
  }

  /** The answer, unless the gateway ends first, or fails the attacker: then what was sent last is kept as a case. */
  async survive<Answer>(name: string, seed: number, attack: Promise<Answer>): Promise<Answer> {
    try {
      return await Promise.race([attack, this.gateway.ended]);
    } catch (error) {
      const why = (error as Error).message;
      const inMemory = /^PLAYING (.*)$/m.exec(why)?.[1] ?? '[]';
      const kept = [...(await this.attacker.ask('lastSent')), ...(JSON.parse(inMemory) as readonly Kept[])];
      throw keepCase(name, { why, seed, kept });
    }
  }

  async endCall(): Promise<Fared> {
    return this.beside!.end();
  }

  /** Ends what is left of it, however the attack went. */
  async close(): Promise<void> {
    await this.gateway.stop();
    await this.attacker.stop();
  }

  private async stand(): Promise<Standing> {
    return { ...(await this.operator.health()), ...(await this.gateway.ask('sample')) };
  }
}
