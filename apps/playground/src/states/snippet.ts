import type { CallParameters } from './call-stories.tsx';

interface SnippetContext {
  readonly args: Readonly<Record<string, unknown>>;
  readonly parameters: unknown;
  readonly globals: unknown;
}

/** What to write to have the call of a story: in place of the playground's gateway stands one's own. */
export function snippetOf({ args, parameters, globals }: SnippetContext): string {
  const { code } = parameters as CallParameters;
  if (code !== undefined) return code;
  const { language } = globals as { readonly language: string };
  const given = Object.entries(args).flatMap(([name, value]) => {
    if (typeof value === 'string') return [`${name}='${value}'`];
    return typeof value === 'number' || typeof value === 'boolean' ? [`${name}={${value}}`] : [];
  });
  const props = [
    `gateway='wss://call.example.com'`,
    `channelName='den'`,
    `uid='7'`,
    ...given,
    ...(language === 'en' ? [] : [`locale='${language}'`]),
  ];
  return [
    `import { CallGrid } from '@callgrid/call-grid';`,
    `import '@callgrid/call-grid/style.css';`,
    '',
    'export default function Page() {',
    '  return (',
    '    <CallGrid',
    ...props.map((prop) => `      ${prop}`),
    '    />',
    '  );',
    '}',
  ].join('\n');
}
