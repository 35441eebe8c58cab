import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const FILE = 'mini-program.json';
const dist = fileURLToPath(new URL('../../demo/dist/weapp', import.meta.url));

/**
 * The compiled demo as one file beside the stories: emitted when the playground is built, made anew for each request by
 * the dev server. There is none while the demo is not built.
 */
export function miniProgramFile(): Plugin {
  return {
    name: 'callgrid-mini-program-file',
    configureServer({ middlewares }) {
      middlewares.use(`/${FILE}`, (_, response) => {
        const problem = (error: unknown) => {
          response.statusCode = 500;
          response.end(String(error));
        };
        pack().then((text) => {
          response.statusCode = text === null ? 404 : 200;
          response.setHeader('content-type', 'application/json');
          response.end(text);
        }, problem);
      });
    },
    async generateBundle() {
      const source = await pack();
      if (source !== null) this.emitFile({ type: 'asset', fileName: FILE, source });
    },
  };
}

async function pack(): Promise<string | null> {
  if (!existsSync(dist)) return null;
  // Not before it is needed: the playground starts while our packages are not built.
  const { packApp } = await import('@callgrid/phone');
  return JSON.stringify(await packApp(dist));
}
