#!/usr/bin/env node
import { type CliOptions, readCliOptions, UsageError } from './cli/cli-options.ts';
import { runPhones } from './cli/run-phones.ts';
import { USAGE } from './cli/usage.ts';

const NOT_MET = 1;
const NOT_BEGUN = 2;
const INTERRUPTED = 130;

async function main(): Promise<number> {
  try {
    const options: CliOptions | null = readCliOptions(process.argv.slice(2));
    if (!options) {
      console.log(USAGE);
      return 0;
    }
    const { ok } = await runPhones(options, (line) => console.log(line));
    return ok ? 0 : NOT_MET;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    console.error(`callgrid-phone: ${error.message}`);
    return NOT_BEGUN;
  }
}

// The media's processes end with this one.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(INTERRUPTED));
process.exitCode = await main();
