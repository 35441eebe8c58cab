import type { IPluginContext } from '@tarojs/service';
import { liveTemplates } from './live-templates.ts';
import { resolveFromApp, type WebpackChain } from './resolve-from-app.ts';

/** A mini program platform of Taro while it sets up. */
interface MiniPlatform {
  readonly platform: string;
  /** Modules that run in the mini program before its app. */
  runtimePath: string | string[];
  readonly template: {
    mergeComponents(platform: MiniPlatform, patch: Record<string, Record<string, string>>): void;
  };
}

/**
 * The Taro plugin that an app with CallGrid lists in its config: `plugins: ['@callgrid/taro-plugin']`. It completes
 * the templates of `LivePusher` and `LivePlayer`, and makes packages use the app's own Taro and React.
 */
export default function callGrid(ctx: IPluginContext): void {
  ctx.registerMethod({
    name: 'onSetupClose',
    fn(platform: MiniPlatform) {
      if (platform.platform !== 'weapp') return;
      platform.template.mergeComponents(platform, liveTemplates);
      platform.runtimePath = [platform.runtimePath, '@callgrid/taro-plugin/runtime'].flat();
    },
  });
  ctx.modifyWebpackChain(({ chain }: { chain: WebpackChain }) => {
    resolveFromApp(chain, ctx.paths.appPath, process.env.TARO_ENV === 'h5');
  });
  ctx.modifyRunnerOpts(({ opts }: { opts: { compiler?: unknown } }) => {
    // Prebundling would make a second copy of React for the packages it takes.
    opts.compiler = { type: 'webpack5', prebundle: { enable: false } };
  });
}
