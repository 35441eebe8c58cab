import {
  type AssociatedBackend,
  type CodeSpace,
  glassEasel,
  MiniProgramEnv,
} from 'glass-easel-miniprogram-adapter';
import type { AppCode } from './app-code.ts';
import { BASE_STYLE } from './base-style.ts';
import { defineElements } from './elements/define-elements.ts';
import type { Host } from './host.ts';
import type { NativeRegistry } from './native-registry.ts';

/** glass-easel set up for one phone: its elements, its templates, its styles, its errors. */
export function createEngine(
  host: Host,
  code: AppCode,
  natives: NativeRegistry,
): { codeSpace: CodeSpace; backend: AssociatedBackend } {
  const env = new MiniProgramEnv();
  const codeSpace = env.createCodeSpace('', true);
  defineElements(env, codeSpace, host.document, natives);
  prepareOptions(codeSpace);
  listenForErrors(host);
  const backend = env.associateBackend(backendContext(host.document));
  addApp(code, codeSpace, backend);
  const base = host.document.createElement('style');
  base.textContent = BASE_STYLE;
  host.document.head.prepend(base);
  return { codeSpace, backend };
}

function prepareOptions(codeSpace: CodeSpace): void {
  const original = codeSpace.prepareComponentOptions.bind(codeSpace);
  codeSpace.prepareComponentOptions = (path, options) => {
    const prepared = original(path, options);
    prepared[0].idPrefixGenerator = null;
    prepared[0].writeIdToDOM = true;
    // Vendors' components put class instances into setData and call their methods through `this.data` later.
    prepared[0].dataDeepCopy = 'none';
    return prepared;
  };
}

function backendContext(document: Document) {
  const context = new glassEasel.CurrentWindowBackendContext();
  context.document = {
    createElement: (tag: string) => document.createElement(`wx-${tag}`),
    createTextNode: (text: string) => document.createTextNode(text),
    createDocumentFragment: () => document.createDocumentFragment(),
  } as typeof context.document;
  context.render = (callback) => {
    setTimeout(() => callback(null), 0);
  };
  context.onEvent((target, type, detail, options) =>
    glassEasel.Event.dispatchEvent(target, new glassEasel.Event(type, detail, options)),
  );
  return context;
}

function listenForErrors(host: Host): void {
  glassEasel.globalOptions.throwGlobalError = false;
  glassEasel.addGlobalErrorListener((error, method) => {
    host.report.error(error, method ?? 'component');
    return false;
  });
  glassEasel.addGlobalWarningListener((message) => {
    // Taro's templates bind every property of an element; WeChat ignores those it does not know.
    if (!/is not a valid property/.test(message)) host.report.console('warn', message);
    return false;
  });
}

function addApp({ manifest, templates }: AppCode, codeSpace: CodeSpace, backend: AssociatedBackend): void {
  backend.registerStyleSheetContent('app', manifest.styles.app ?? '');
  codeSpace.addStyleSheet('app', 'app');
  for (const [path, config] of Object.entries(manifest.configs)) {
    const isComponent = manifest.components.includes(path);
    codeSpace.addComponentStaticConfig(path, isComponent ? { component: true, ...config } : config);
    const template = templates[path];
    if (template) codeSpace.addCompiledTemplate(path, { groupList: templates, content: template });
    backend.registerStyleSheetContent(path, manifest.styles[path] ?? '');
    codeSpace.addStyleSheet(path, path, manifest.scopes[path]);
  }
}
