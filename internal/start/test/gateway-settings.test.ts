import { expect, it } from 'vitest';
import { gatewaySettings } from '../src/gateway-settings.ts';

const ports = { port: 8700, rtmpPort: 1935 };

it('takes the UDP ports from the environment, as the gateway alone does', () => {
  const env = { CALLGRID_UDP_PORTS: '50000-50003' };
  expect(gatewaySettings(ports, [], env)).toMatchObject({
    ...ports,
    udpPorts: { first: 50_000, last: 50_003 },
  });
  expect(gatewaySettings(ports, [], {}).udpPorts).toBeUndefined();
  expect(() => gatewaySettings(ports, [], { CALLGRID_UDP_PORTS: 'many' })).toThrow('CALLGRID_UDP_PORTS=many');
});

it('takes nothing else from there: who tries it out needs no token', () => {
  const env = { CALLGRID_SECRET: 'x'.repeat(32), CALLGRID_PORT: '1', CALLGRID_NO_WEBRTC: 'true' };
  expect(gatewaySettings(ports, ['--trust-proxy'], env)).toMatchObject({
    ...ports,
    secret: undefined,
    noWebrtc: false,
    trustProxy: true,
    store: undefined,
  });
});
