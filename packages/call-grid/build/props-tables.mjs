// Writes what an app gives to a call, and is given by it, from the types into the README and both languages of
// docs/call-grid.md, between their markers; `npm run format` lays them out. With --check it writes nothing, and fails where they do not agree.
import { readFileSync, writeFileSync } from 'node:fs';
import ts from 'typescript';

const root = new URL('..', import.meta.url).pathname;
const docs = new URL('../../../docs/', import.meta.url).pathname;
const chinese = JSON.parse(readFileSync(new URL('props.zh-CN.json', import.meta.url), 'utf8'));

/** Each lists the members of types between `<!-- Type OtherType -->` and `<!-- / -->`. */
const files = [
  { path: `${root}README.md`, language: 'en' },
  { path: `${docs}call-grid.md`, language: 'en' },
  { path: `${docs}call-grid.zh-CN.md`, language: 'zh-CN' },
];
const heads = {
  en: ['name', 'type, default', 'what it is'],
  'zh-CN': ['名称', '类型，默认值', '说明'],
};

const { config } = ts.readConfigFile(`${root}tsconfig.json`, ts.sys.readFile);
const { options, fileNames } = ts.parseJsonConfigFileContent(config, ts.sys, root);
const program = ts.createProgram(fileNames, { ...options, noEmit: true });
const checker = program.getTypeChecker();
const used = new Set();

/** The members of a type, in the order in which they are written. */
function membersOf(name) {
  for (const file of program.getSourceFiles()) {
    if (!file.fileName.startsWith(`${root}src/`)) continue;
    const found = file.statements.find((it) => it.name?.text === name && (it.members || it.type));
    if (found) return collect(found.members ? found : found.type);
  }
  throw new Error(`There is no type ${name} in src.`);
}

function collect(node) {
  const all = [];
  const visit = (it) => {
    if (ts.isPropertySignature(it) || ts.isMethodSignature(it)) all.push(it);
    // What is inside of a member's own type is no member.
    else ts.forEachChild(it, visit);
  };
  visit(node);
  // Of two ways to give something, the one that gives nothing says nothing; and how to join is CallGrid's to say.
  return all.filter((it) => it.type?.kind !== ts.SyntaxKind.UndefinedKeyword && it.name.getText() !== 'join');
}

function typeOf(member) {
  if (ts.isMethodSignature(member))
    return `(${member.parameters.map((it) => it.getText()).join(', ')}) => ${member.type.getText()}`;
  const type = checker.getTypeFromTypeNode(member.type);
  const isNull = (it) => (it.flags & ts.TypeFlags.Null) !== 0;
  const isChoice = type.isUnion() && type.types.every((it) => it.isStringLiteral() || isNull(it));
  const named = (it) => (isNull(it) ? 'null' : `'${it.value}'`);
  const text = isChoice ? type.types.map(named).join(' | ') : member.type.getText();
  return text.replace(/\breadonly /g, '').replace(/\s+/g, ' ');
}

/** What its comment says, and its `@default`. */
function wordsOf(member) {
  const flat = (text) => (text ?? '').replace(/\s+/g, ' ').trim();
  const comment = ts.getJSDocCommentsAndTags(member).find(ts.isJSDoc);
  const tag = comment?.tags?.find((it) => it.tagName.text === 'default');
  return {
    text: flat(ts.getTextOfJSDocComment(comment?.comment)),
    byDefault: flat(ts.getTextOfJSDocComment(tag?.comment)),
  };
}

function table(names, language) {
  const rows = names.flatMap((name) => membersOf(name).map((member) => row(name, member, language)));
  return [`| ${heads[language].join(' | ')} |`, '| --- | --- | --- |', ...rows].join('\n');
}

function row(name, member, language) {
  const own = `${name}.${member.name.getText()}`;
  const { text, byDefault } = wordsOf(member);
  if (!text) throw new Error(`${own} has no comment.`);
  const said = { text, byDefault };
  if (language === 'zh-CN') {
    const known = chinese[own];
    used.add(own);
    if (known?.en !== text) {
      console.error(`build/props.zh-CN.json: ${own} is new or says something else: ${text}`);
      process.exitCode = 1;
    }
    said.text = known?.zh ?? text;
    said.byDefault = known?.default ?? byDefault;
  }
  const isOptional = member.questionToken !== undefined;
  const code = (it) => `\`${it.replaceAll('|', '\\|')}\``;
  const isCode = /^('|\d|true|false)/.test(said.byDefault);
  const after = said.byDefault && `, ${isCode ? code(said.byDefault) : said.byDefault}`;
  const shown = code(member.name.getText() + (isOptional || ts.isMethodSignature(member) ? '' : '*'));
  return `| ${shown} | ${code(typeOf(member))}${after} | ${said.text} |`;
}

/** Biome lays the tables out. */
const plain = (text) => text.replace(/ {2,}/g, ' ').replace(/-{3,}/g, '---');

const isCheck = process.argv.includes('--check');
for (const { path, language } of files) {
  const before = readFileSync(path, 'utf8');
  const after = before.replace(
    /<!-- ([A-Z][\w ]+) -->\n[\s\S]*?<!-- \/ -->/g,
    (_, names) => `<!-- ${names} -->\n${table(names.split(' '), language)}\n<!-- / -->`,
  );
  if (plain(after) === plain(before)) continue;
  if (!isCheck) writeFileSync(path, after);
  else {
    console.error(`${path} does not agree with the types: run node build/props-tables.mjs`);
    process.exitCode = 1;
  }
}
for (const name of Object.keys(chinese)) {
  if (used.has(name)) continue;
  console.error(`build/props.zh-CN.json: no longer needed: ${name}`);
  process.exitCode = 1;
}
