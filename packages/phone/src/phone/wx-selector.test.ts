import { expect, it } from 'vitest';
import { wxSelector } from './wx-selector.ts';

it.each([
  ['live-player', 'wx-live-player'],
  ['view > button:nth-child(odd)', 'wx-view > wx-button:nth-child(odd)'],
  ['#a-b [title="see a.b view"]', '#a-b [title="see a.b view"]'],
  ['view:not(wx-view)', 'wx-view:not(wx-view)'],
  ['.tile', ':is(.tile, [class$="--tile"], [class*="--tile "])'],
])('reads %s', (given, wanted) => {
  expect(wxSelector(given)).toBe(wanted);
});
