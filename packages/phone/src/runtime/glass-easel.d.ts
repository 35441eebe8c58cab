/**
 * The part of glass-easel 0.12 that the phone uses. The adapter's package.json names a declaration file
 * that does not exist, and its own types are full of `any`; this is the narrow door instead.
 */
declare module 'glass-easel-miniprogram-adapter' {
  /** A component as glass-easel's own code sees it. */
  export interface EngineComponent {
    readonly is: string;
    readonly id: string;
    readonly dataset: Record<string, unknown>;
    readonly data: Record<string, unknown>;
    readonly $$: HTMLElement;
    /** What the element is in the template of; null for a page. */
    readonly ownerShadowRoot: { getHostNode(): EngineComponent } | null;
    triggerEvent(name: string, detail: unknown, options?: { bubbles?: boolean; composed?: boolean }): void;
    addListener(name: string, listener: (event: EngineEvent) => void): void;
    triggerPageLifetime(name: string, args: unknown[]): void;
    getComposedParent(): EngineComponent | null;
    getComposedChildren?(): EngineComponent[];
  }
  export interface EngineEvent {
    getOriginalEvent?(): Event | undefined;
  }
  /** A component as the mini program's code sees it: the `this` of its methods. */
  export interface Caller {
    readonly is: string;
    readonly _$: EngineComponent;
    setData(data: Record<string, unknown>, callback?: () => void): void;
    createSelectorQuery(): unknown;
    [member: string]: unknown;
  }
  export type Definition = Record<string, unknown>;
  export interface ComponentEnv {
    Page(definition: Definition): unknown;
    Component(definition?: Definition): unknown;
    Behavior(definition?: Definition): unknown;
  }
  export interface RegisteredComponent {
    readonly is: string;
  }
  export interface ComponentSpace {
    define(name: string): ComponentBuilder;
    setGlobalUsingComponent(tag: string, component: RegisteredComponent): void;
  }
  export interface ComponentBuilder {
    options(options: { virtualHost?: boolean }): ComponentBuilder;
    definition(definition: Definition): ComponentBuilder;
    registerComponent(): RegisteredComponent;
  }
  export interface ComponentOptions {
    idPrefixGenerator: (() => string) | null;
    writeIdToDOM: boolean;
    dataDeepCopy: 'none' | 'simple' | 'simple-recursion';
  }
  export interface CodeSpace {
    getComponentSpace(): ComponentSpace;
    prepareComponentOptions(path: string, options: unknown): [ComponentOptions, ...unknown[]];
    addStyleSheet(path: string, url: string, scope?: string): void;
    addComponentStaticConfig(path: string, config: unknown): void;
    addCompiledTemplate(path: string, template: { groupList: unknown; content: unknown }): void;
    componentEnv<T>(path: string, callback: (env: ComponentEnv) => T): T;
  }
  export interface Root {
    get(): Caller;
    getComponent(): EngineComponent;
    attach(parent: Node, placeholder: Node): void;
    release(): void;
  }
  export interface AssociatedBackend {
    registerStyleSheetContent(url: string, content: string): void;
    createRoot(tag: string, codeSpace: CodeSpace, path: string): Root;
  }
  export interface BackendContext {
    document: Pick<Document, 'createElement' | 'createTextNode' | 'createDocumentFragment'>;
    render: (callback: (error: Error | null) => void) => void;
    onEvent(listener: (target: unknown, type: string, detail: unknown, options: unknown) => unknown): void;
  }
  export class MiniProgramEnv {
    createCodeSpace(id: string, isMain: boolean): CodeSpace;
    getGlobalCodeSpace(): CodeSpace;
    associateBackend(context: BackendContext): AssociatedBackend;
  }
  export const glassEasel: {
    CurrentWindowBackendContext: new () => BackendContext;
    Event: {
      new (type: string, detail: unknown, options: unknown): unknown;
      dispatchEvent(target: unknown, event: unknown): unknown;
    };
    globalOptions: { throwGlobalError: boolean };
    addGlobalErrorListener(listener: (error: unknown, method?: string) => boolean): void;
    addGlobalWarningListener(listener: (message: string) => boolean): void;
  };
}
