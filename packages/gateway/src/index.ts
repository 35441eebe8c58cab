export { ConfigError, type GatewayConfig, readConfig } from './config/gateway-config.ts';
export { createGateway, type Gateway, type GatewayAddress, type GatewayOptions } from './gateway.ts';
export type { SeatStore } from './store/seat-store.ts';
export type { StoredGrant, StoredRoom, StoredRooms, StoredSeat } from './store/stored-rooms.ts';
