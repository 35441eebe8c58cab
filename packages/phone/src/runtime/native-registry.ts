import type { EngineComponent } from 'glass-easel-miniprogram-adapter';
import { clone } from './clone.ts';
import { withBooleans } from './elements/boolean-attributes.ts';
import type { Host, NativeDescription } from './host.ts';

export interface NativeRecord {
  nid: number;
  kind: 'live-pusher' | 'live-player';
  component: EngineComponent;
  /** The page's number: two pages of one route are two pages. */
  pageId: number;
  page: string;
  props: Record<string, unknown>;
  announced: boolean;
}

/** The native elements on all pages of the stack. */
export class NativeRegistry {
  private readonly records = new Map<number, NativeRecord>();
  private readonly goneRoots = new WeakMap<EngineComponent, string>();
  private nextNid = 1;
  /** Set by the page stack: the page being built or shown. */
  currentPage: () => { id: number; route: string } = () => ({ id: 0, route: '' });

  constructor(private readonly host: Host) {}

  /** The page of that root is gone: whatever its template still makes never comes to life. */
  unloaded(root: EngineComponent, route: string): void {
    this.goneRoots.set(root, route);
  }

  /** An element was made, and is not yet on a page. */
  made(kind: NativeRecord['kind'], component: EngineComponent): void {
    let root = component;
    while (root.ownerShadowRoot) root = root.ownerShadowRoot.getHostNode();
    const route = this.goneRoots.get(root);
    if (route !== undefined)
      this.host.report.violation('unloaded-page', `a ${kind} is put on ${route}, which is unloaded`);
  }

  add(kind: NativeRecord['kind'], component: EngineComponent): NativeRecord {
    const page = this.currentPage();
    const record: NativeRecord = {
      nid: this.nextNid++,
      kind,
      component,
      pageId: page.id,
      page: page.route,
      props: propsOf(component),
      announced: false,
    };
    this.records.set(record.nid, record);
    component.$$.setAttribute('wx-nid', String(record.nid));
    this.checkOnePusher(record);
    // The id of an element is not yet there while it is being attached.
    Promise.resolve().then(() => this.announce(record));
    return record;
  }

  update(record: NativeRecord): void {
    const props = propsOf(record.component);
    if (JSON.stringify(record.props) === JSON.stringify(props)) return;
    record.props = props;
    if (record.announced)
      this.host.natives.updated(
        record.nid,
        record.props,
        record.component.id,
        clone(record.component.dataset ?? {}),
      );
  }

  remove(record: NativeRecord): void {
    this.records.delete(record.nid);
    if (record.announced) this.host.natives.removed(record.nid);
  }

  list(): NativeRecord[] {
    return [...this.records.values()];
  }

  get(nid: number): NativeRecord | undefined {
    return this.records.get(nid);
  }

  describe(record: NativeRecord): NativeDescription {
    const { nid, kind, page, props, component } = record;
    return { nid, kind, page, props, id: component.id, dataset: clone(component.dataset ?? {}) };
  }

  /** The pusher of a page: `wx.createLivePusherContext` takes no id. */
  pusherOf(pageId: number): NativeRecord | undefined {
    return this.list().find((record) => record.kind === 'live-pusher' && record.pageId === pageId);
  }

  playerOf(pageId: number, id: string): NativeRecord | undefined {
    return this.list().find(
      (record) => record.kind === 'live-player' && record.pageId === pageId && record.component.id === id,
    );
  }

  /** Another page was put on top of this one, or taken away again. */
  cover(pageId: number, covered: boolean): void {
    for (const record of this.list())
      if (record.pageId === pageId && record.announced) this.host.natives.covered(record.nid, covered);
  }

  private announce(record: NativeRecord): void {
    if (!this.records.has(record.nid)) return;
    record.announced = true;
    record.props = propsOf(record.component);
    this.host.natives.created(this.describe(record));
  }

  private checkOnePusher(record: NativeRecord): void {
    if (record.kind !== 'live-pusher') return;
    const pushers = this.list().filter((one) => one.kind === record.kind && one.pageId === record.pageId);
    if (pushers.length > 1)
      this.host.report.violation('one-pusher', `${record.page} has ${pushers.length} live-pusher elements`);
  }
}

const propsOf = (component: EngineComponent): Record<string, unknown> => withBooleans(clone(component.data));
