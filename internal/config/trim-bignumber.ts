/** The methods that `toUid` uses, under every name they have. */
const keptMethods = /^(isBigNumber|isLessThanOrEqualTo|lte)$/;
/** What only other methods and other bases than ten use. */
const unusedParts =
  /^(convertBase|div|format|maxOrMin|normalise|parseBaseString|resolveFormatOptions|round|valueOf)$/;

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}
type Parsed = Node & Readonly<Record<string, unknown>>;

/**
 * Takes out of bignumber.js what is never called here: nine tenths of it. It hangs its methods on one object, so that
 * no bundler sees them unused. `toUid` reads decimal text alone, and compares. A plugin for rolldown.
 */
export function trimBignumber() {
  return {
    name: 'trim-bignumber',
    transform: {
      filter: { id: /\/bignumber\.js\/dist\/bignumber\.mjs$/ },
      handler(this: { parse(code: string): unknown }, code: string): string {
        const unused = statements(this.parse(code) as Parsed).filter(isUnused);
        if (unused.length < 60) throw new Error('bignumber.js has another shape now: see trim-bignumber.ts');
        return unused.reverse().reduce((text, it) => text.slice(0, it.start) + text.slice(it.end), code);
      },
    },
  };
}

/** Those of the function that makes the constructor. */
function statements(program: Parsed): readonly Parsed[] {
  const clone = (program.body as Parsed[]).find((it) => nameOf(it) === 'clone');
  return (clone?.body as Parsed | undefined)?.body as Parsed[];
}

function nameOf({ type, id }: Parsed): string | undefined {
  return type === 'FunctionDeclaration' ? String((id as Parsed).name) : undefined;
}

/** `P.plus = P.add = …`, `BigNumber.set = …`, `div = …` and `function round`. */
function isUnused(statement: Parsed): boolean {
  if (statement.type !== 'ExpressionStatement') return unusedParts.test(nameOf(statement) ?? '');
  let assigned = statement.expression as Parsed;
  let names = 0;
  while (assigned.type === 'AssignmentExpression') {
    const { type, name, object, property } = assigned.left as Parsed & { object?: Parsed; property?: Parsed };
    const isUnusedName =
      type === 'Identifier'
        ? unusedParts.test(String(name))
        : /^(P|BigNumber)$/.test(String(object?.name)) && !keptMethods.test(String(property?.name));
    if (!isUnusedName) return false;
    names++;
    assigned = assigned.right as Parsed;
  }
  return names > 0;
}
