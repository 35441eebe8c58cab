/** AMF0 type markers (AMF 0 specification §2.1). */
export const Marker = {
  number: 0x00,
  boolean: 0x01,
  string: 0x02,
  object: 0x03,
  null: 0x05,
  undefined: 0x06,
  ecmaArray: 0x08,
  objectEnd: 0x09,
  strictArray: 0x0a,
  date: 0x0b,
  longString: 0x0c,
  unsupported: 0x0d,
  xmlDocument: 0x0f,
  typedObject: 0x10,
} as const;

/** A plain object; a typed object loses its class name. */
export interface Amf0Object {
  readonly [key: string]: Amf0Value;
}

/**
 * What AMF0 can say. An ECMA array is a `Map`, so that it is written back as what it was; a strict array is an array.
 * References and AMF3 are not read: nothing that speaks RTMP sends them in commands or metadata.
 */
export type Amf0Value =
  | number
  | boolean
  | string
  | null
  | undefined
  | Date
  | Amf0Object
  | ReadonlyMap<string, Amf0Value>
  | readonly Amf0Value[];

/** True for AMF0 objects and ECMA arrays alike, which peers use interchangeably. */
export function amf0Entries(value: Amf0Value): ReadonlyMap<string, Amf0Value> | undefined {
  if (value instanceof Map) return value;
  if (typeof value !== 'object' || value === null || Array.isArray(value) || value instanceof Date) return;
  return new Map(Object.entries(value));
}
