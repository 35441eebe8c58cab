import path from 'node:path';
import postcss, { type Rule } from 'postcss';
import selectorParser from 'postcss-selector-parser';
import { ELEMENT_TABLE } from '../runtime/elements/element-table.ts';
import type { AppFiles } from './app-files.ts';

/** Compiles one WXSS file: imports inlined, tags renamed, rpx resolved, classes scoped as WeChat would. */
export function compileStyle(
  files: AppFiles,
  name: string,
  { scope, page }: { scope?: string; page?: string },
): string {
  const root = postcss.parse(inlined(files, name, new Set()), { from: name });
  root.walkRules((rule) => {
    if (isKeyframe(rule)) return;
    rule.selector = selectorParser((selectors) => rewrite(selectors, scope)).processSync(rule.selector);
    if (page) rule.selector = rule.selectors.map((one) => onPage(one, page)).join(',');
  });
  root.walkDecls((declaration) => {
    declaration.value = declaration.value
      .replace(/(-?[\d.]+)rpx/gi, 'calc($1 * 100vw / 750)')
      // A frame in a page has no safe area of its own: the phone says how large it is.
      .replace(/env\(\s*(safe-area-inset-\w+)[^()]*\)/gi, 'var(--$1, $&)');
  });
  return root.toString();
}

function inlined(files: AppFiles, name: string, seen: Set<string>): string {
  if (seen.has(name) || !files.has(name)) return '';
  seen.add(name);
  return files.read(name).replace(/@import\s+(?:url\()?["']([^"']+)["']\)?\s*;?/g, (_, target: string) => {
    const file = target.startsWith('/') ? target.slice(1) : path.posix.join(path.posix.dirname(name), target);
    return inlined(files, file, seen);
  });
}

function rewrite(selectors: selectorParser.Root, scope: string | undefined): void {
  selectors.walkTags((tag) => {
    if (tag.value === 'page') tag.value = '.wx-page';
    else if (tag.value in ELEMENT_TABLE) tag.value = `wx-${tag.value}`;
  });
  if (scope === undefined) return;
  selectors.walkClasses((one) => {
    if (one.value !== 'wx-page') one.value = `${scope}--${one.value}`;
  });
  selectors.walkPseudos((pseudo) => {
    if (pseudo.value === ':host')
      pseudo.replaceWith(
        selectorParser.attribute({
          attribute: 'wx-host',
          operator: '=',
          value: scope,
          quoteMark: '"',
          raws: {},
        }),
      );
  });
}

function onPage(selector: string, page: string): string {
  const mark = `[wx-route="${page}"]`;
  return selector.startsWith('.wx-page')
    ? `.wx-page${mark}${selector.slice('.wx-page'.length)}`
    : `${mark} ${selector}`;
}

const isKeyframe = (rule: Rule): boolean =>
  rule.parent?.type === 'atrule' && /keyframes$/.test((rule.parent as { name?: string }).name ?? '');
