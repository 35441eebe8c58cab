import { expect, it } from 'vitest';
import { readOptions } from '../options.cjs';

it('starts two phones and runs until stopped when nothing is asked', () => {
  expect(readOptions([])).toEqual({ phones: 2, browsers: 0, check: undefined, https: false });
});

it('reads how many phones, and how long to check', () => {
  expect(readOptions(['--phones', '3', '--check', '20'])).toMatchObject({ phones: 3, check: 20 });
  expect(readOptions(['--phones', '0'])?.phones).toBe(0);
});

it('takes a browser for one of the two that a check needs', () => {
  const options = { phones: 1, browsers: 1, check: 5, https: false };
  expect(readOptions(['--phones', '1', '--browsers', '1', '--check', '5'])).toEqual(options);
  expect(readOptions(['--https'])?.https).toBe(true);
});

it.each([
  [['--phones', 'many'], /--phones many/],
  [['--phones', '17'], /0 to 16/],
  [['--phones', '1', '--check', '5'], /--phones 1: a whole number from 2/],
  [['--phones', 'x', '--check', '0'], /--check 0[\s\S]*--phones x/],
  [['--fones', '3'], /--fones is not an option[\s\S]*npm start \[-- --phones N\]/],
  [['--phones'], /--phones true: a whole number/],
  [['--browsers', '5'], /--browsers 5: a whole number from 0 to 4/],
  [['--check', '5', '--https'], /--https is for a call to look at/],
  [['--phones='], /--phones : a whole number/],
])('refuses %j, and says what would do', (args, message) => {
  expect(() => readOptions(args)).toThrow(message);
});

it('gives nothing when help is asked for', () => {
  expect(readOptions(['--help'])).toBeUndefined();
});
