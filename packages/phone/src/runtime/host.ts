import type { DeviceInfo } from '../device/device-info.ts';
import type { SetDataRecord } from './set-data.ts';

/** JSON, as it crosses between a mini program's logic and anything outside. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

/** A native element as its driver sees it. */
export interface NativeDescription {
  nid: number;
  kind: 'live-pusher' | 'live-player';
  id: string;
  page: string;
  props: Record<string, unknown>;
  dataset: Record<string, unknown>;
}

export interface SocketRequest {
  url: string;
  protocols: string[];
  header: Record<string, string>;
}

export interface SocketListener {
  opened(header: Record<string, string>): void;
  message(data: string | ArrayBuffer): void;
  failed(message: string): void;
  closed(code: number, reason: string): void;
}

export interface HostSocket {
  readonly readyState: number;
  send(data: string | Uint8Array): void;
  close(code: number, reason: string): void;
}

export interface HttpRequest {
  url: string;
  method: string;
  header: Record<string, string>;
  body: string | Uint8Array | undefined;
  timeoutMs: number;
  binary: boolean;
}

export interface HttpResponse {
  statusCode: number;
  header: Record<string, string>;
  text: string;
  bytes: Uint8Array | undefined;
}

/** What a call to a native element or to the screen came to. */
export type Answer = { ok: true; result: JsonObject } | { ok: false; message: string; code?: number };

/**
 * What the phone gives the logic realm. Whatever comes through here belongs to another realm,
 * so the realm clones it before user code sees it.
 */
export interface Host {
  readonly document: Document;
  /** The phone's time in milliseconds. */
  now(): number;
  device(): DeviceInfo;
  network(): { isConnected: boolean; networkType: string };
  storage: {
    get(key: string): string | undefined;
    set(key: string, json: string): void;
    remove(key: string): void;
    clear(): void;
    keys(): string[];
  };
  openSocket(request: SocketRequest, listener: SocketListener): HostSocket;
  sendRequest(
    request: HttpRequest,
    done: (response: HttpResponse | null, problem: string) => void,
  ): () => void;
  ui(api: string, args: JsonObject, done: (answer: Answer) => void): void;
  byteLength(text: string): number;
  base64: { encode(bytes: Uint8Array): string; decode(text: string): Uint8Array };
  natives: {
    created(element: NativeDescription): void;
    updated(nid: number, props: Record<string, unknown>, id: string, dataset: Record<string, unknown>): void;
    removed(nid: number): void;
    /** Another page was put on top of its own, or taken away again. */
    covered(nid: number, covered: boolean): void;
    call(nid: number, method: string, args: JsonObject, done: (answer: Answer) => void): void;
  };
  report: {
    console(level: string, text: string): void;
    error(error: unknown, where: string): void;
    violation(rule: string, message: string): void;
    setData(record: SetDataRecord): void;
    unknownApi(name: string): void;
  };
  /** The mini program asked to leave the screen. */
  exit(): void;
}

/** What the logic realm gives the phone. */
export interface Realm {
  launch(path: string, query: Record<string, string>): void;
  openUrl(url: string): void;
  stack(): { route: string; query: Record<string, string>; frame: HTMLElement }[];
  natives(): NativeDescription[];
  /** Null when no such element is on a page. */
  elementOf(nid: number): HTMLElement | null;
  fire(nid: number, event: string, detail: unknown): boolean;
  /** False on the first page, which the back key leaves. */
  back(): boolean;
  hide(): void;
  show(): void;
  networkChanged(): void;
  /** The visible page has another size. */
  resized(): void;
  /** A phone call took the sound, or gave it back. */
  audioInterrupted(begins: boolean): void;
  unhandledRejection(reason: unknown): void;
  owns(promise: unknown): boolean;
  close(): void;
}
