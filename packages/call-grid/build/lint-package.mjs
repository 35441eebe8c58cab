// Lints the package as it would be published, and allows exactly what Taro needs: ES modules without `"type":
// "module"`, which webpack then reads as it reads the app's own files, so that Taro finds the native elements in them.
import { fileURLToPath } from 'node:url';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';

const allowed = [
  'FILE_INVALID_FORMAT main',
  'FILE_INVALID_FORMAT publishConfig.exports...default',
  'USE_TYPE name',
];

const { messages, pkg } = await publint({ pkgDir: fileURLToPath(new URL('..', import.meta.url)) });
const found = messages.map((message) => `${message.code} ${message.path.join('.')}`);
const unexpected = messages.filter((_, index) => !allowed.includes(found[index]));
const unneeded = allowed.filter((name) => !found.includes(name));

for (const message of unexpected) console.error(formatMessage(message, pkg));
for (const name of unneeded) console.error(`no longer needed in build/lint-package.mjs: ${name}`);
if (unexpected.length + unneeded.length > 0) process.exitCode = 1;
