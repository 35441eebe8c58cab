import { type AnyNode, type Pattern, parse } from 'acorn';
import { lackOf } from './global-names.ts';

/** A place in a file that fails on a phone, should it run while the name is missing. */
export interface FreeUse {
  readonly name: string;
  readonly line: number;
  /** Of the expression, in characters. */
  readonly start: number;
  readonly end: number;
  /** `{ URL }` is short for `{ URL: URL }`. */
  readonly shorthand: boolean;
  /** Asked of `globalThis` rather than read: undefined instead of a ReferenceError. */
  readonly ofGlobalThis: boolean;
  /** It fails even though the name is there. */
  readonly always: boolean;
}

/**
 * Finds where a file uses a name that a mini program lacks, unless the name is asked for with `typeof`, assigned, or
 * declared anywhere in the function around. Throws when the file is no JavaScript.
 */
export function findFreeUses(source: string): FreeUse[] {
  const uses: FreeUse[] = [];
  const program = parse(source, {
    ecmaVersion: 'latest',
    sourceType: 'script',
    locations: true,
    allowReturnOutsideFunction: true,
    allowAwaitOutsideFunction: true,
    allowHashBang: true,
  });
  const add = (name: string, node: AnyNode, more: Partial<FreeUse> = {}) =>
    uses.push({
      name,
      line: node.loc?.start.line ?? 0,
      start: node.start,
      end: node.end,
      shorthand: false,
      ofGlobalThis: false,
      always: lackOf(name) === 'code',
      ...more,
    });

  const visit = (node: AnyNode, parent: AnyNode | null, key: string, known: Scope): void => {
    const scope = opensScope(node) ? new Scope(declaredIn(node), known) : known;
    if (node.type === 'Identifier') {
      const lack = isRead(parent, key) && !scope.has(node.name) ? lackOf(node.name) : null;
      if (
        lack === 'absent' ||
        (lack === 'hidden' && asks(parent, key)) ||
        (lack === 'code' && key === 'callee')
      )
        add(node.name, node, { shorthand: parent?.type === 'Property' && parent.shorthand });
      return;
    }
    if (node.type === 'MemberExpression' && !scope.has('globalThis')) {
      const name = memberOfGlobalThis(node);
      if (name !== null && lackOf(name) !== null && asks(parent, key))
        add(name, node.object, { ofGlobalThis: true });
    }
    for (const [inner, child] of children(node)) {
      // The target of `({ URL } = x)` is assigned, not read.
      const isTarget = node.type === 'Property' && parent?.type === 'ObjectPattern' && inner === 'value';
      if (!(isTarget && child.type === 'Identifier')) visit(child, node, inner, scope);
    }
  };
  visit(program, null, '', new Scope(new Set(), null));
  return uses;
}

class Scope {
  constructor(
    private readonly names: ReadonlySet<string>,
    private readonly above: Scope | null,
  ) {}

  has(name: string): boolean {
    return this.names.has(name) || (this.above?.has(name) ?? false);
  }
}

/** A function is one scope, blocks included: rather a use missed than one reported that is none. */
const isFunction = (node: AnyNode): boolean =>
  node.type === 'FunctionDeclaration' ||
  node.type === 'FunctionExpression' ||
  node.type === 'ArrowFunctionExpression';
const opensScope = (node: AnyNode): boolean => node.type === 'Program' || isFunction(node);

function declaredIn(scope: AnyNode): Set<string> {
  const names = new Set<string>();
  if ('params' in scope) for (const param of scope.params) collect(param, names);
  if (scope.type === 'FunctionExpression' && scope.id) names.add(scope.id.name);
  const visit = (node: AnyNode): void => {
    if (node.type === 'VariableDeclarator') collect(node.id, names);
    else if (node.type === 'FunctionDeclaration' || node.type === 'ClassDeclaration') {
      if (node.id) names.add(node.id.name);
    } else if (node.type === 'ClassExpression' && node.id) names.add(node.id.name);
    else if (node.type === 'CatchClause' && node.param) collect(node.param, names);
    if (isFunction(node)) return;
    for (const [, child] of children(node)) visit(child);
  };
  for (const [, child] of children(scope)) visit(child);
  return names;
}

function collect(pattern: Pattern | AnyNode, names: Set<string>): void {
  if (pattern.type === 'Identifier') names.add(pattern.name);
  else if (pattern.type === 'AssignmentPattern') collect(pattern.left, names);
  else if (pattern.type === 'RestElement') collect(pattern.argument, names);
  else if (pattern.type === 'ArrayPattern') for (const it of pattern.elements) it && collect(it, names);
  else if (pattern.type === 'ObjectPattern')
    for (const it of pattern.properties) collect(it.type === 'Property' ? it.value : it, names);
}

/** Whether an identifier in this place is the value of a variable. */
function isRead(parent: AnyNode | null, key: string): boolean {
  switch (parent?.type) {
    case 'MemberExpression':
      return key === 'object' || parent.computed;
    case 'Property':
      return key === 'value' || parent.computed;
    case 'MethodDefinition':
    case 'PropertyDefinition':
      return key === 'value' || parent.computed;
    case 'UnaryExpression':
      return parent.operator !== 'typeof' && parent.operator !== 'delete';
    case 'AssignmentExpression':
    case 'AssignmentPattern':
    case 'ForInStatement':
    case 'ForOfStatement':
      return key !== 'left';
    case 'ExpressionStatement':
    case 'CallExpression':
    case 'NewExpression':
      return true;
    case 'UpdateExpression':
    case 'LabeledStatement':
    case 'BreakStatement':
    case 'ContinueStatement':
    case 'RestElement':
    case 'ArrayPattern':
    case 'CatchClause':
    case 'MetaProperty':
      return false;
    default:
      return key !== 'id' && key !== 'params';
  }
}

/** Whether what stands here is called or asked for a member, which undefined does not stand. */
function asks(parent: AnyNode | null, key: string): boolean {
  if (parent?.type === 'MemberExpression') return key === 'object' && !parent.optional;
  if (parent?.type === 'CallExpression') return key === 'callee' && !parent.optional;
  if (parent?.type === 'NewExpression') return key === 'callee';
  return parent?.type === 'TaggedTemplateExpression' && key === 'tag';
}

function memberOfGlobalThis(node: AnyNode): string | null {
  if (node.type !== 'MemberExpression' || node.computed || node.property.type !== 'Identifier') return null;
  return node.object.type === 'Identifier' && node.object.name === 'globalThis' ? node.property.name : null;
}

function* children(node: AnyNode): Generator<[string, AnyNode]> {
  for (const [key, value] of Object.entries(node))
    if (Array.isArray(value)) {
      for (const item of value) if (isNode(item)) yield [key, item];
    } else if (isNode(value)) yield [key, value];
}

const isNode = (value: unknown): value is AnyNode =>
  typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string';
