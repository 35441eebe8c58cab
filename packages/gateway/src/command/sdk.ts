import * as v from 'valibot';
import { ConfigError, readSettings, type Settings } from '../config/read-settings.ts';
import { builtSdk, isSdkGateway, writeSdk } from '../sdk/write-sdk.ts';
import type { Command } from './command.ts';

const WRONG = 'gateway is an address such as wss://call.example.com';

const settings = {
  gateway: {
    about: 'the address that phones reach this gateway at: wss://…, or ws://… in a local network',
    fallback: undefined,
    schema: v.pipe(v.string(WRONG), v.check(isSdkGateway, WRONG)),
  },
  out: {
    about: 'the file to write',
    fallback: './callgrid-nertc.js',
    schema: v.pipe(v.string(), v.minLength(1, 'out is a file')),
  },
} as const satisfies Settings;

/** Writes the drop-in with the gateway's address in it. */
export const sdk: Command = {
  name: 'sdk',
  about: "write the drop-in for NetEase's mini-program SDK, for a gateway",
  settings,
  notes: `Put the file into the mini program in place of NIM_Web_Netcall_weixin_G2.js; require and import stay.
A phone takes wss:// alone, and only hosts that the mini program's owner has listed.`,
  run: async (args, env) => {
    const { gateway, out } = readSettings(settings, args, { CALLGRID_GATEWAY: env.CALLGRID_GATEWAY });
    await writeSdk(builtSdk, gateway, out).catch((error: NodeJS.ErrnoException) => {
      throw error.path === out ? new ConfigError([`--out ${out}: ${error.message}`]) : error;
    });
    console.log(`${out}: calls go to ${gateway}`);
  },
};
