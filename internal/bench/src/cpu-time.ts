import { readdirSync, readFileSync } from 'node:fs';

/** Linux counts processor time in hundredths of a second (USER_HZ). */
const TICK_MS = 10;

/** A process and the time it has had, in milliseconds of one core. */
export interface CpuTime {
  readonly pid: number;
  /** `gateway`, `media` (WebRTC), or the program's name. */
  readonly name: string;
  readonly ms: number;
}

/** The gateway and everything it has started, by process. Linux alone. */
export function cpuTimes(gatewayPid: number): CpuTime[] {
  const processes = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => readProcess(Number(pid)) ?? []);
  const family = new Set([gatewayPid]);
  // Children may have lower numbers than their parents once numbers have gone round.
  for (let before = 0; before < family.size; ) {
    before = family.size;
    for (const { pid, parent } of processes) if (family.has(parent)) family.add(pid);
  }
  return processes
    .filter(({ pid }) => family.has(pid))
    .map(({ pid, name, ms }) => ({ pid, ms, name: pid === gatewayPid ? 'gateway' : name }));
}

/** By name: how much more there is than before, as share of one core over `ms`. */
export function cpuShares(
  before: readonly CpuTime[],
  after: readonly CpuTime[],
  ms: number,
): Record<string, number> {
  const shares: Record<string, number> = {};
  for (const { pid, name, ms: now } of after) {
    const then = before.find((it) => it.pid === pid)?.ms ?? 0;
    shares[name] = (shares[name] ?? 0) + (now - then) / ms;
  }
  return shares;
}

function readProcess(pid: number): (CpuTime & { readonly parent: number }) | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const command = readFileSync(`/proc/${pid}/cmdline`, 'latin1');
    // The name stands in brackets and may hold anything; fields are counted from behind it (proc(5)).
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const program = stat.slice(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
    const name = command.includes('media-process') ? 'media' : program;
    return { pid, name, parent: Number(fields[1]), ms: (Number(fields[11]) + Number(fields[12])) * TICK_MS };
  } catch {
    // It ended meanwhile.
    return undefined;
  }
}
