'use strict';
const { parseArgs } = require('node:util');

// Plain JavaScript: a mistyped option is told before anything is installed or built.

const USAGE = `npm start [-- --phones N] [--check S]

  --phones N   headless phones to put into room "demo": 0 to 16, default 2
  --check S    call for S seconds, say whether every phone sees and hears every other, and stop`;

/**
 * @typedef {object} StartOptions
 * @property {number} phones Headless phones to put into the room.
 * @property {number | undefined} check Call for so many seconds, measure, and stop; undefined runs until Ctrl-C.
 */

/**
 * Reads what stands behind `npm start --`. Throws an `Error` that lists every mistake; undefined when help was asked for.
 * @param {readonly string[]} args
 * @returns {StartOptions | undefined}
 */
function readOptions(args) {
  const { values, tokens } = parseArgs({
    args: [...args],
    options: { phones: { type: 'string' }, check: { type: 'string' }, help: { type: 'boolean' } },
    strict: false,
    tokens: true,
  });
  if (values.help) return undefined;
  const mistakes = tokens.flatMap((token) => {
    if (token.kind === 'positional') return [`"${token.value}" is not an option`];
    return token.kind === 'option' && !['phones', 'check'].includes(token.name)
      ? [`${token.rawName} is not an option`]
      : [];
  });
  /** @param {'phones' | 'check'} name @param {number} least @param {number} most */
  const read = (name, least, most) => {
    const text = values[name];
    if (text === undefined) return undefined;
    const value = typeof text === 'string' && text !== '' ? Number(text) : Number.NaN;
    if (!Number.isInteger(value) || value < least || value > most) {
      mistakes.push(`--${name} ${text}: a whole number from ${least} to ${most}`);
    }
    return value;
  };
  const check = read('check', 1, 3600);
  const phones = read('phones', check === undefined ? 0 : 2, 16) ?? 2;
  if (mistakes.length > 0) throw new Error(`${mistakes.join('\n')}\n\n${USAGE}`);
  return { phones, check };
}

module.exports = { readOptions, USAGE };
