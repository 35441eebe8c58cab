import type { HttpResponse } from '../runtime/host.ts';
import { ApiError, type ApiOptions, asyncApi } from './async-api.ts';
import type { WxFamily } from './wx-port.ts';

/** `wx.request`. */
export const request: WxFamily = ({ host }) => ({
  request(options: ApiOptions) {
    let cancel = () => {};
    const outcome = asyncApi('request', () => {
      return new Promise((resolve, reject) => {
        cancel = host.sendRequest(httpRequest(options), (response, problem) => {
          if (response) resolve(result(response, options));
          else reject(new ApiError(problem, 600001));
        });
      });
    })(options);
    const task = {
      abort: () => cancel(),
      onHeadersReceived() {},
      offHeadersReceived() {},
      onChunkReceived() {},
      offChunkReceived() {},
    };
    return outcome ? Object.assign(outcome, task) : task;
  },
});

function httpRequest(options: ApiOptions) {
  const method = String(options.method ?? 'GET').toUpperCase();
  const header: Record<string, string> = { 'content-type': 'application/json' };
  for (const [name, value] of Object.entries((options.header ?? options.headers ?? {}) as object))
    header[name.toLowerCase()] = String(value);
  const { data } = options;
  const fields = isFields(data) ? data : undefined;
  const form = fields ? formEncoded(fields) : '';
  let url = String(options.url);
  let body: string | Uint8Array | undefined;
  if (method === 'GET') {
    if (form !== '') url += (url.includes('?') ? '&' : '?') + form;
  } else if (fields) body = /urlencoded/.test(header['content-type'] ?? '') ? form : JSON.stringify(fields);
  else if (data instanceof ArrayBuffer) body = new Uint8Array(data);
  else if (data !== undefined) body = String(data);
  const timeoutMs = Number(options.timeout ?? 60_000);
  return { url, method, header, body, timeoutMs, binary: options.responseType === 'arraybuffer' };
}

function result({ statusCode, header, text, bytes }: HttpResponse, options: ApiOptions) {
  let data: unknown = bytes ? new Uint8Array(bytes).buffer : text;
  if (!bytes && (options.dataType ?? 'json') === 'json') {
    try {
      data = JSON.parse(text);
    } catch {
      // WeChat hands over what is no JSON as text.
    }
  }
  return { data, statusCode, header: { ...header }, cookies: [] };
}

const isFields = (data: unknown): data is Record<string, unknown> =>
  typeof data === 'object' && data !== null && !(data instanceof ArrayBuffer);

const formEncoded = (data: Record<string, unknown>) =>
  Object.entries(data)
    .map(([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(String(value))}`)
    .join('&');
