export { ConfigError, type GatewayConfig, readConfig } from './config/gateway-config.ts';
export { createGateway, type Gateway, type GatewayAddress } from './gateway.ts';
