import { expect, it } from 'vitest';
import { readQualityData } from './quality-data.ts';

it.each([
  [
    'bindnetstatus',
    { videoBitrate: 600, videoFPS: 15, videoGOP: 2, netJitter: '3', netSpeed: Number.NaN, other: 1 },
    { network: { videoBitrate: 600, videoFps: 15, videoGop: 2 } },
  ],
  ['bindstatechange', { code: 1002, reason: 'on' }, { code: 1002 }],
  ['bindstatechange', { code: '1002' }, null],
  ['binderror', { errCode: 10_001 }, { error: { code: 10_001, message: '' } }],
  ['binderror', { errCode: 1, errMsg: 'x'.repeat(300) }, { error: { code: 1, message: 'x'.repeat(256) } }],
  ['bindnetstatus', null, null],
  ['bindstatus', { code: 1 }, null],
])('reads %s %o', (type, data, sample) => {
  expect(readQualityData(type, data)).toEqual(sample);
});
