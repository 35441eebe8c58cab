import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const MARK = 'react-commit:';

export interface Renders {
  /** How often React changed the tree. */
  readonly commits: number;
  /** How many components it called for that. */
  readonly components: number;
}

/** A compiled mini program whose React tells of each commit, and what it told. Beyond that it is as it was compiled. */
export interface CommitCounter {
  readonly dist: string;
  /** For the phone that runs it. */
  readonly onConsole: (line: { readonly text: string }) => void;
  /** Since the start, or the last `reset`. */
  readonly renders: Renders;
  reset(): void;
  /** Removes the copy. */
  remove(): void;
}

/** Copies a compiled mini program. Throws where its React is of another shape. */
export function countCommits(dist: string): CommitCounter {
  const copy = mkdtempSync(join(tmpdir(), 'callgrid-bench-ui-'));
  cpSync(dist, copy, { recursive: true });
  const file = join(copy, 'app.js');
  const hook = `{ onCommitFiberRoot: ${tellOfCommit}, mark: ${JSON.stringify(MARK)} }`;
  writeFileSync(file, `globalThis.__commits = ${hook};\n${plantHook(readFileSync(file, 'utf8'))}`);
  let renders: Renders = { commits: 0, components: 0 };
  return {
    dist: copy,
    onConsole: ({ text }) => {
      if (!text.startsWith(MARK)) return;
      const components = renders.components + Number(text.slice(MARK.length));
      renders = { commits: renders.commits + 1, components };
    },
    get renders() {
      return renders;
    },
    reset: () => {
      renders = { commits: 0, components: 0 };
    },
    remove: () => rmSync(copy, { recursive: true, force: true }),
  };
}

/** Gives React the hook that its developer tools would give it: one variable of the reconciler, null without them. */
function plantHook(code: string): string {
  const use = /try\{([\w$]+)\.onCommitFiberRoot\(/.exec(code);
  const given = use ? code.lastIndexOf(`${use[1]}=null`, use.index) : -1;
  if (!use || given < 0) throw new Error("React's reconciler is not what commit-counter.ts knows.");
  const end = given + use[1]!.length;
  return `${code.slice(0, end)}=globalThis.__commits${code.slice(end + '=null'.length)}`;
}

interface Fiber {
  readonly tag: number;
  readonly flags: number;
  readonly alternate: Fiber | null;
  readonly child: Fiber | null;
  readonly sibling: Fiber | null;
}

/**
 * Counts the components that were called for a commit, as React's developer tools do: new ones, and those that did work
 * where the children of their parent were gone through at all. Runs in the mini program, so it uses nothing from here.
 */
function tellOfCommit(this: { mark: string }, _renderer: unknown, root: { readonly current: Fiber }): void {
  const components = [0, 1, 11, 14, 15];
  const PERFORMED_WORK = 1;
  const called = (fiber: Fiber): number => {
    const { alternate: before } = fiber;
    const isCalled = before === null || (fiber.flags & PERFORMED_WORK) !== 0;
    let count = isCalled && components.includes(fiber.tag) ? 1 : 0;
    if (before !== null && before.child === fiber.child) return count;
    for (let { child } = fiber; child !== null; child = child.sibling) count += called(child);
    return count;
  };
  console.debug(this.mark + called(root.current));
}
