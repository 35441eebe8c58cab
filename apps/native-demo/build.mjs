import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { parseArgs } from 'node:util';

// The mini program as it is, and the SDK file beside it, with a gateway's address in it.
const { CALLGRID_GATEWAY, CALLGRID_LAN_GATEWAY } = process.env;
const { values } = parseArgs({
  options: {
    gateway: { type: 'string', default: CALLGRID_GATEWAY ?? CALLGRID_LAN_GATEWAY ?? 'ws://127.0.0.1:8700' },
    out: { type: 'string', default: path.join(import.meta.dirname, 'dist') },
  },
});
const gatewayPackage = createRequire(import.meta.url).resolve('@callgrid/gateway/package.json');
const cli = path.join(path.dirname(gatewayPackage), 'dist/cli.js');
if (!existsSync(cli)) {
  console.error(`${cli} is missing: run "npm run build" at the root first.`);
  process.exit(1);
}
const sdk = path.join(values.out, 'sdk/NIM_Web_Netcall_weixin_G2.js');
cpSync(path.join(import.meta.dirname, 'src'), values.out, { recursive: true });
mkdirSync(path.dirname(sdk), { recursive: true });
execFileSync(process.execPath, [cli, 'sdk', '--gateway', values.gateway, '--out', sdk], { stdio: 'inherit' });
