'use strict';
// The first code a newcomer runs: written so that even an old Node.js can read it and say what is wrong.
var version = process.versions.node.split('.').map(Number);
if (version[0] < 20 || (version[0] === 20 && version[1] < 19)) {
  console.error(
    'CallGrid needs Node.js 20.19 or later; this is ' + process.versions.node + '. See https://nodejs.org/',
  );
  process.exit(1);
}
require('./prepare.cjs')(process.argv[2], process.argv.slice(3));
