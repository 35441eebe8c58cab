import type { AssociatedBackend, Caller, CodeSpace, Root } from 'glass-easel-miniprogram-adapter';
import type { Host } from './host.ts';
import type { NativeRegistry } from './native-registry.ts';
import { meterSetData } from './set-data.ts';
import { parsePageUrl, resolvePath } from './url.ts';

export const PAGE_LIMIT = 10;
export type Navigation = 'navigateTo' | 'redirectTo' | 'reLaunch' | 'switchTab';

export interface Page {
  id: number;
  route: string;
  query: Record<string, string>;
  frame: HTMLElement;
  root: Root;
  instance: Caller;
}

/** The pages that are open, the visible one last. */
export class PageStack {
  readonly pages: Page[] = [];
  private nextId = 1;
  private building: { id: number; route: string } | null = null;

  constructor(
    private readonly host: Host,
    private readonly routes: string[],
    private readonly backend: AssociatedBackend,
    private readonly codeSpace: CodeSpace,
    private readonly natives: NativeRegistry,
  ) {}

  get top(): Page | undefined {
    return this.pages[this.pages.length - 1];
  }

  /** The page that elements attached now belong to. */
  get current(): { id: number; route: string } {
    return this.building ?? this.top ?? { id: 0, route: '' };
  }

  /** Whether a page of that number was there and is not any more. */
  hasUnloaded(id: number): boolean {
    return id > 0 && id < this.nextId && id !== this.current.id && !this.pages.some((page) => page.id === id);
  }

  open(url: string, how: Navigation): void {
    const { path, query } = parsePageUrl(url);
    const from = this.top?.route ?? '';
    const route = resolvePath(from, path);
    if (!this.routes.includes(route)) throw new Error(`page "${url}" is not found`);
    if (how === 'navigateTo' && this.pages.length >= PAGE_LIMIT) {
      this.host.report.violation('page-limit', `${url}: the page stack holds ${PAGE_LIMIT} pages at most`);
      throw new Error(`webview count limit exceed`);
    }
    if (how === 'redirectTo') this.unloadTop();
    else if (how === 'navigateTo') this.hideTop();
    else while (this.pages.length > 0) this.unloadTop();
    this.push(route, query);
  }

  /** Goes back by `delta` pages, never past the first. */
  back(delta: number): void {
    const count = Math.min(delta, this.pages.length - 1);
    if (count <= 0) return;
    for (let i = 0; i < count; i++) this.unloadTop();
    this.showTop();
  }

  showTop(): void {
    const page = this.top;
    if (!page) return;
    page.frame.style.display = '';
    this.natives.cover(page.id, false);
    this.lifecycle(page, 'onShow');
    page.root.getComponent().triggerPageLifetime('show', []);
  }

  hideTop(keepVisible = false): void {
    const page = this.top;
    if (!page) return;
    this.lifecycle(page, 'onHide');
    page.root.getComponent().triggerPageLifetime('hide', []);
    if (keepVisible) return;
    page.frame.style.display = 'none';
    this.natives.cover(page.id, true);
  }

  resizeTop(size: { windowWidth: number; windowHeight: number }): void {
    const page = this.top;
    if (!page) return;
    this.lifecycle(page, 'onResize', { size: { ...size } });
    page.root.getComponent().triggerPageLifetime('resize', [{ size: { ...size } }]);
  }

  unloadTop(): void {
    const page = this.pages.pop();
    if (!page) return;
    this.lifecycle(page, 'onUnload');
    this.natives.unloaded(page.root.getComponent(), page.route);
    page.root.release();
    page.frame.remove();
  }

  private push(route: string, query: Record<string, string>): void {
    const { document } = this.host;
    const frame = document.createElement('div');
    frame.className = 'wx-frame wx-page';
    frame.setAttribute('wx-route', route);
    const placeholder = document.createElement('span');
    frame.appendChild(placeholder);
    document.body.appendChild(frame);
    const id = this.nextId++;
    this.building = { id, route };
    try {
      const root = this.backend.createRoot('page-root', this.codeSpace, route);
      const instance = root.get();
      Object.assign(instance, {
        route,
        __route__: route,
        options: query,
        __wxWebviewId__: id,
        getPageId: () => `pageId:${id}`,
      });
      meterSetData(instance, this.host);
      const page: Page = { id, route, query, frame, root, instance };
      this.pages.push(page);
      root.attach(frame, placeholder);
      this.building = null;
      this.lifecycle(page, 'onLoad', query);
      this.showTop();
      setTimeout(() => {
        if (this.pages.includes(page)) this.lifecycle(page, 'onReady');
      }, 0);
    } finally {
      this.building = null;
    }
  }

  private lifecycle(page: Page, name: string, ...args: unknown[]): void {
    const method = page.instance[name];
    if (typeof method !== 'function') return;
    try {
      method.apply(page.instance, args);
    } catch (error) {
      this.host.report.error(error, `${page.route} ${name}`);
    }
  }
}
