import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sdk } from '../command/sdk.ts';
import { isSdkGateway, writeSdk } from './write-sdk.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'callgrid-sdk-'));
  writeFileSync(path.join(folder, 'nertc.cjs'), 'module.exports = `__CALLGRID_GATEWAY__`;');
});
afterEach(() => rmSync(folder, { recursive: true }));

const file = (name: string) => path.join(folder, name);

describe('writeSdk', () => {
  it('writes the address into a copy', async () => {
    await writeSdk(file('nertc.cjs'), 'wss://call.example.com/a?b=1', file('out.js'));
    expect(readFileSync(file('out.js'), 'utf8')).toBe('module.exports = `wss://call.example.com/a?b=1`;');
    expect(readFileSync(file('nertc.cjs'), 'utf8')).toContain('__CALLGRID_GATEWAY__');
  });

  it('rejects a file that has no place for one', async () => {
    writeFileSync(file('other.js'), '');
    await expect(writeSdk(file('other.js'), 'ws://h', file('out.js'))).rejects.toThrow('no place');
  });

  it.each([
    'https://call.example.com',
    'call.example.com',
    'wss://',
    'wss://call.example.com/`;steal()//',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: what must not get into a template.
    'wss://call.example.com/${steal()}',
    'wss://call.example.com/#here',
    'wss://ann:secret@call.example.com',
    'wss://call example.com',
  ])('refuses %s', async (gateway) => {
    expect(isSdkGateway(gateway)).toBe(false);
    await expect(writeSdk(file('nertc.cjs'), gateway, file('out.js'))).rejects.toThrow('no ws:// or wss://');
  });

  it.each(['wss://call.example.com', 'ws://192.0.2.7:8700', 'WSS://call.example.com:443/path'])(
    'takes %s',
    (gateway) => expect(isSdkGateway(gateway)).toBe(true),
  );
});

describe('callgrid-gateway sdk', () => {
  it('says what is wrong with its settings', async () => {
    await expect(sdk.run([], {})).rejects.toThrow('--gateway missing: gateway is an address such as wss://');
    await expect(sdk.run(['--gateway', 'http://h'], {})).rejects.toThrow('--gateway http://h: gateway is');
  });
});
