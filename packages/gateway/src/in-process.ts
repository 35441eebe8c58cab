export { InProcessGateway, type InProcessGatewayOptions } from './in-process/in-process-gateway.ts';
export type { ClientListener, InProcessSocket } from './in-process/in-process-socket.ts';
