import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';

/**
 * A mini program of one page, gone after the test. `script` is the body of `onLoad`, where `show(value)` appends
 * the value's JSON and a space to the text of `#out`. `template` is what its page shows besides, `style` its
 * style sheet, `config` its json.
 */
export function miniProgram(script: string, template = '', style = '', config: object = {}): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'callgrid-phone-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const write = (name: string, text: string) => {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  };
  write('app.json', '{ "pages": ["pages/index/index"] }');
  write('app.js', 'App({});');
  write('pages/index/index.json', JSON.stringify(config));
  write('pages/index/index.wxss', style);
  write('pages/index/index.wxml', `<view id="out">{{out}}</view>${template}`);
  write(
    'pages/index/index.js',
    `Page({ data: { out: '' }, onLoad() {
      const page = this;
      const show = (value) => this.setData({ out: this.data.out + JSON.stringify(value) + ' ' });
      ${script}
    } });`,
  );
  return folder;
}
