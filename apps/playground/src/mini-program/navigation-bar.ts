import type { PackedApp, PagePhone } from '@callgrid/phone/browser';

/** The bar above a page, which WeChat draws. */
export interface NavigationBar {
  readonly title: string;
  readonly canGoBack: boolean;
  readonly background: string;
  readonly colour: 'white' | 'black';
}

/** What the bars of one phone say, from the pages' json, app.json, and the titles that the mini program sets. */
export class NavigationBars {
  private readonly manifest: PackedApp['manifest'];
  /** The latest title that was set, until it is known on which page. */
  private latest: string | null = null;
  /** Titles of the pages on the stack, by their place from the bottom. */
  private titles: { readonly route: string; readonly title: string | null }[] = [];

  constructor({ manifest }: PackedApp) {
    this.manifest = manifest;
  }

  /** Hears what the mini program asks of the phone's screen. */
  heed(api: string, { title }: Readonly<Record<string, unknown>>): undefined {
    if (api === 'setNavigationBarTitle') this.latest = String(title);
  }

  /** The bar as it is now: a title that was set since the last time is the visible page's. */
  of(phone: PagePhone): NavigationBar {
    const pages = phone.pages();
    const { titles, latest } = this;
    this.latest = null;
    this.titles = pages.map((route, index) => {
      const known = titles[index]?.route === route ? titles[index].title : null;
      return { route, title: index === pages.length - 1 ? (latest ?? known) : known };
    });
    const { route, title } = this.titles.at(-1) ?? { route: '', title: null };
    const { app, configs } = this.manifest;
    const window: Record<string, unknown> = { ...(app.window as object), ...configs[route] };
    return {
      title: title ?? String(window.navigationBarTitleText ?? ''),
      canGoBack: pages.length > 1,
      background: String(window.navigationBarBackgroundColor ?? '#000000'),
      colour: window.navigationBarTextStyle === 'black' ? 'black' : 'white',
    };
  }
}
