import type { Caller, CodeSpace, ComponentEnv, Definition } from 'glass-easel-miniprogram-adapter';
import type { AppCode } from './app-code.ts';
import { clone } from './clone.ts';
import type { Host } from './host.ts';
import { ModuleLoader } from './module-loader.ts';
import { withPlainEvents } from './plain-event.ts';
import { meterSetData } from './set-data.ts';

/** What `onLaunch` and `wx.getLaunchOptionsSync` tell. */
export interface LaunchOptions {
  path: string;
  query: Record<string, string>;
  scene: number;
  referrerInfo: Record<string, never>;
}

export interface AppDefinition {
  onLaunch?(options: unknown): void;
  onShow?(options: unknown): void;
  onHide?(): void;
  onError?(message: string): void;
  onUnhandledRejection?(detail: { reason: unknown }): void;
  [member: string]: unknown;
}

/** `App`, `Page`, `Component`, `Behavior` and the running of the mini program's files. */
export class Logic {
  app: AppDefinition = {};
  /** Changes with the file that runs: a component's factory may live in a file loaded much earlier. */
  private env: ComponentEnv | null = null;
  launchOptions: LaunchOptions = { path: '', query: {}, scene: 1001, referrerInfo: {} };
  private readonly loader: ModuleLoader;

  constructor(
    private readonly host: Host,
    private readonly code: AppCode,
    private readonly codeSpace: CodeSpace,
  ) {
    this.loader = new ModuleLoader(code.modules, (name, place) =>
      host.report.violation('missing-global', `${place} uses ${name}, which a mini program does not have`),
    );
  }

  globals() {
    return {
      App: (definition: AppDefinition) => {
        this.app = definition;
        this.guard('App onLaunch', () => definition.onLaunch?.(clone(this.launchOptions)));
        this.guard('App onShow', () => definition.onShow?.(clone(this.launchOptions)));
      },
      getApp: () => this.app,
      Page: (definition: Definition) => this.environment().Page(withPlainEvents(definition)),
      Component: (definition?: Definition) =>
        definition === undefined
          ? this.environment().Component()
          : this.environment().Component(this.component(definition)),
      Behavior: (definition?: Definition) => this.environment().Behavior(definition),
    };
  }

  /** Runs `app.js`, then every component, then every page, as WeChat does on a cold start. */
  run(): void {
    const { manifest, modules } = this.code;
    this.runIn('app', 'app.js');
    for (const path of [...manifest.components, ...manifest.pages])
      if (modules[`${path}.js`]) this.runIn(path, `${path}.js`);
  }

  guard(where: string, run: () => void): void {
    try {
      run();
    } catch (error) {
      this.host.report.error(error, where);
    }
  }

  private runIn(path: string, file: string): void {
    this.guard(file, () =>
      this.codeSpace.componentEnv(path, (env) => {
        this.env = env;
        this.loader.load(file);
      }),
    );
    this.env = null;
  }

  private environment(): ComponentEnv {
    if (!this.env) throw new Error('Page and Component can only be called while their file loads');
    return this.env;
  }

  private component(definition: Definition): Definition {
    const methods = definition.methods as Record<string, unknown> | undefined;
    const lifetimes = (definition.lifetimes ?? {}) as Record<string, unknown>;
    const created = lifetimes.created ?? definition.created;
    const { host } = this;
    return {
      ...definition,
      ...(methods ? { methods: withPlainEvents(methods) } : {}),
      lifetimes: {
        ...lifetimes,
        created(this: Caller) {
          meterSetData(this, host);
          if (typeof created === 'function') created.call(this);
        },
      },
    };
  }
}
