export { type GatewayConfig, readConfig } from './config/gateway-config.ts';
export { ConfigError } from './config/read-settings.ts';
export { createGateway, type Gateway, type GatewayAddress, type GatewayOptions } from './gateway.ts';
export type { SeatStore } from './store/seat-store.ts';
export type { StoredRooms } from './store/stored-rooms.ts';
export { createToken, type TokenOptions } from './token/create-token.ts';
