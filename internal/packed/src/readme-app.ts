import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './pack-all.ts';
import { run } from './run.ts';

export const managers = ['npm', 'pnpm'] as const;
export type Manager = (typeof managers)[number];

const README = 'packages/call-grid/README.md';

/** The README's app in an empty folder: its page, and its commands as they are written, or as it says for pnpm. */
export async function makeReadmeApp(folder: string, manager: Manager, registry: string): Promise<void> {
  const readme = readFileSync(path.join(root, README), 'utf8');
  const page = firstBlock(readme, 'tsx');
  const section = readme.split('## From an empty folder')[1] ?? '';
  const [, pageFile] = /page above goes into `([\w./-]+)`/.exec(section) ?? [];
  if (!pageFile) throw new Error(`${README} does not say where the page is.`);
  const commands = firstBlock(section, 'sh');
  write(path.join(folder, pageFile), asked(page));
  writeFileSync(path.join(folder, '.npmrc'), `@callgrid:registry=${registry}/\n`);
  const PATH = manager === 'npm' ? process.env.PATH : `${await pnpmFolder()}:${process.env.PATH}`;
  await run(folder, ['bash', '-ec', manager === 'npm' ? commands : forPnpm(commands)], { ...ENV, PATH });
  if (!existsSync(path.join(folder, 'dist/app.js'))) throw new Error(`${README} built nothing in ${folder}.`);
}

function firstBlock(text: string, language: string): string {
  const [, block] = new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'm').exec(text) ?? [];
  if (block === undefined) throw new Error(`${README} has no block of ${language} there.`);
  return block;
}

const ENV = {
  CI: '1',
  npm_config_audit: 'false',
  npm_config_fund: 'false',
  npm_config_prefer_offline: 'true',
};

/** Where the workspace's own pnpm lies, for a shell that has none. */
async function pnpmFolder(): Promise<string> {
  const manifest = readFileSync(path.join(root, 'package.json'), 'utf8');
  const { packageManager } = JSON.parse(manifest) as { packageManager: string };
  const found = await run(root, ['npx', '-y', '-p', packageManager, 'which', 'pnpm']);
  return path.dirname(found.trim());
}

function forPnpm(commands: string): string {
  return commands
    .replaceAll(/^npm install /gm, 'pnpm add --ignore-scripts ')
    .replaceAll(/^npx taro /gm, 'pnpm exec taro ');
}

function write(file: string, text: string): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** A page as the README has it, but for who calls where: that comes from the page's address. */
function asked(code: string): string {
  const query = "const { gateway = '', room = '', uid = '' } = useRouter().params;";
  return `import { useRouter } from '@tarojs/taro';\n${code}`
    .replace("gateway='wss://call.example.com'", 'gateway={decodeURIComponent(gateway)}')
    .replace("channelName='den'", 'channelName={room}')
    .replace("uid='7'", 'uid={uid}')
    .replace(/^( *)return /m, `$1${query}\n$&`);
}
