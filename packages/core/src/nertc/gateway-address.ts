/** `npx @callgrid/gateway sdk` writes an address in its place. */
const baked: string = '__CALLGRID_GATEWAY__';

function isGateway(value: unknown): value is string {
  return typeof value === 'string' && /^wss?:\/\/[^\s/?#]+\S*$/i.test(value);
}

/** The first of the values that is the address of a gateway. */
export function gatewayIn(values: readonly unknown[]): string | undefined {
  return values.find(isGateway);
}

/** The address in this file, if one was written into it. */
export function bakedGateway(): string | undefined {
  return gatewayIn([baked]);
}

/** Throws a `TypeError` for what is given and is no address; `where` is named. */
export function readGateway(value: unknown, where: string): string | undefined {
  if (value === undefined || isGateway(value)) return value;
  throw new TypeError(`${where}: gateway is a ws:// or wss:// address, not ${JSON.stringify(value)}`);
}

/** What is said where there is no address. */
export const NO_GATEWAY =
  'no gateway address: call YunXinMiniappSDK.configure({ gateway: "wss://…" }), pass gateway to Client, ' +
  'or make this file with "npx @callgrid/gateway sdk"';
