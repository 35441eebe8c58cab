#!/usr/bin/env node
import type { Command } from './command/command.ts';
import { sdk } from './command/sdk.ts';
import { seat } from './command/seat.ts';
import { serve } from './command/serve.ts';
import { token } from './command/token.ts';
import { ConfigError, describeSettings } from './config/read-settings.ts';

/** Everything the command line can do; the first is what it does when nothing is named. */
const commands: readonly Command[] = [serve, token, seat, sdk];

function help({ name, about, settings, notes }: Command): string {
  return `callgrid-gateway ${name}: ${about}

Usage: npx @callgrid/gateway ${name} [--setting value]…

Settings (or CALLGRID_… in the environment, such as CALLGRID_SECRET=…):
${describeSettings(settings)}
  --help

${notes}

Commands:
${commands.map((it) => `  ${it.name.padEnd(8)} ${it.about}`).join('\n')}`;
}

async function main(): Promise<void> {
  const args = process.argv.slice(2);
  const named = commands.find(({ name }) => name === args[0]);
  if (!named && args[0] !== undefined && !args[0].startsWith('-')) {
    console.error(`"${args[0]}" is no command. There are: ${commands.map(({ name }) => name).join(', ')}.`);
    process.exitCode = 2;
    return;
  }
  const command = named ?? commands[0]!;
  const own = named ? args.slice(1) : args;
  if (own.includes('--help') || own.includes('-h')) return console.log(help(command));
  try {
    await command.run(own, process.env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    console.error(error.message);
    process.exitCode = 2;
  }
}

void main();
