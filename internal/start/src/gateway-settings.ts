import { type GatewayConfig, readConfig } from '@callgrid/gateway';

/** The gateway of `npm start`, with more settings as on its command line; of the environment it takes the UDP ports alone. */
export function gatewaySettings(
  { port, rtmpPort }: { readonly port: number; readonly rtmpPort: number },
  more: readonly string[],
  { CALLGRID_UDP_PORTS }: Readonly<Record<string, string | undefined>>,
): GatewayConfig {
  const ports = ['--port', String(port), '--rtmp-port', String(rtmpPort)];
  return readConfig([...ports, '--allow-origin', '*', '--store', 'none', ...more], { CALLGRID_UDP_PORTS });
}
