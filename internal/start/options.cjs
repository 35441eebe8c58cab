'use strict';
const { parseArgs } = require('node:util');

// Plain JavaScript: a mistyped option is told before anything is installed or built.

const USAGE = `npm start [-- --phones N] [--browsers N] [--check S] [--https]

  --phones N     headless phones to put into room "demo": 0 to 16, default 2
  --browsers N   Chromium windows, without a screen, to put into it: 0 to 4, default 0
  --check S      call for S seconds, say whether everybody sees and hears everybody else, and stop
  --https        serve pages and gateway over https with a certificate made here, so that browsers on other
                 machines may use their cameras`;

/**
 * @typedef {object} StartOptions
 * @property {number} phones Headless phones to put into the room.
 * @property {number} browsers Browsers to put into the room.
 * @property {boolean} https Serve pages and gateway over https.
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
    options: {
      phones: { type: 'string' },
      browsers: { type: 'string' },
      check: { type: 'string' },
      https: { type: 'boolean' },
      help: { type: 'boolean' },
    },
    strict: false,
    tokens: true,
  });
  if (values.help) return undefined;
  const mistakes = tokens.flatMap((token) => {
    if (token.kind === 'positional') return [`"${token.value}" is not an option`];
    return token.kind === 'option' && !['phones', 'browsers', 'check', 'https'].includes(token.name)
      ? [`${token.rawName} is not an option`]
      : [];
  });
  /** @param {'phones' | 'browsers' | 'check'} name @param {number} least @param {number} most */
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
  const browsers = read('browsers', 0, 4) ?? 0;
  const least = check === undefined ? 0 : Math.max(2 - browsers, 0);
  const phones = read('phones', least, 16) ?? 2;
  if (check !== undefined && values.https) mistakes.push('--https is for a call to look at, not for --check');
  if (mistakes.length > 0) throw new Error(`${mistakes.join('\n')}\n\n${USAGE}`);
  return { phones, browsers, check, https: values.https === true };
}

module.exports = { readOptions, USAGE };
