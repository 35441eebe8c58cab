interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}
type Parsed = Node & Readonly<Record<string, unknown>>;

interface Context {
  parse(code: string, options?: { lang?: 'ts' | 'js' }): unknown;
}

/**
 * Gives short names to what TypeScript calls private, which no minifier does: it cannot know who else looks. A name is
 * left alone where anything in the file has it that is not private, or reaches it by another way than `this`. A plugin
 * for rolldown.
 */
export function manglePrivates() {
  const isPrivate = new Set<string>();
  const isPublic = new Set<string>();
  return {
    name: 'mangle-privates',
    transform: {
      filter: { id: /\.ts$/ },
      handler(this: Context, code: string): void {
        for (const node of walk(this.parse(code, { lang: 'ts' }) as Parsed)) {
          const name = members.includes(node.type) && !node.computed && nameOf(node.key);
          if (name) (node.accessibility === 'private' ? isPrivate : isPublic).add(name);
        }
      },
    },
    renderChunk(this: Context, code: string): string {
      const places = new Map<string, Parsed[]>();
      const taken = new Set(isPublic);
      for (const [key, isOwn] of keys(this.parse(code) as Parsed)) {
        const name = nameOf(key)!;
        if (!isOwn || !isPrivate.has(name)) taken.add(name);
        else places.set(name, [...(places.get(name) ?? []), key]);
      }
      const free = freeNames(taken);
      return [...places]
        .filter(([name]) => !taken.has(name))
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, nodes]) => ({ name, nodes, short: free.next().value! }))
        .flatMap(({ name, nodes, short }) => nodes.map((node) => ({ node, name, short })))
        .sort((a, b) => b.node.start - a.node.start)
        .reduce((text, { node, name, short }) => {
          const { start, end, shorthand } = node;
          return text.slice(0, start) + (shorthand ? `${short}: ${name}` : short) + text.slice(end);
        }, code);
    },
  };
}

const members = [
  ...['PropertyDefinition', 'MethodDefinition', 'TSParameterProperty', 'AccessorProperty'],
  ...[
    'TSAbstractMethodDefinition',
    'TSAbstractPropertyDefinition',
    'TSPropertySignature',
    'TSMethodSignature',
  ],
];

/** Every name of a property in the code, and whether it can only be of the class that says it. */
function* keys(program: Parsed): Generator<readonly [key: Parsed, isOwn: boolean]> {
  const ofThis = new Set<unknown>();
  for (const node of walk(program)) {
    const { type, computed, key, property, object, init, id } = node as Parsed & { object?: Parsed };
    if (type === 'VariableDeclarator' && (init as Parsed | null)?.type === 'ThisExpression') {
      for (const it of ((id as Parsed).properties as unknown[] | undefined) ?? []) ofThis.add(it);
    }
    if (type === 'MemberExpression' && !computed) {
      yield [property as Parsed, object?.type === 'ThisExpression'];
    } else if ((type === 'MethodDefinition' || type === 'PropertyDefinition') && !computed) {
      yield [key as Parsed, true];
    } else if (type === 'Property' && !computed && nameOf(key)) {
      yield [{ ...(key as Parsed), shorthand: node.shorthand }, ofThis.has(node)];
    }
  }
}

function* freeNames(taken: ReadonlySet<string>): Generator<string> {
  for (let index = 0; ; index++) {
    const name = `_${index.toString(36)}`;
    if (!taken.has(name)) yield name;
  }
}

function nameOf(key: unknown): string | undefined {
  const { type, name, value } = key as Parsed;
  if (type === 'Literal') return String(value);
  return type === 'Identifier' ? String(name) : undefined;
}

function* walk(node: Parsed): Generator<Parsed> {
  yield node;
  for (const child of Object.values(node)) {
    for (const it of Array.isArray(child) ? (child as unknown[]) : [child]) {
      if (typeof it === 'object' && it !== null && 'type' in it) yield* walk(it as Parsed);
    }
  }
}
