import {
  createRoom,
  type LeaveReason,
  type MediaKind,
  type Platform,
  type PlatformCapabilities,
  type Room,
  type StreamId,
  streamId,
  toUid,
} from '@callgrid/core';
import {
  createFakePlatform,
  createInMemoryGateway,
  type FakePlatform,
  type InMemoryGateway,
  type InMemoryGatewayOptions,
  VirtualClock,
} from '@callgrid/core/testing';
import { type Grid, isOwnTile } from '@callgrid/react';
import { DrawnDevices } from './drawn-devices.ts';
import type { Happening, ViewerDeed } from './happening.ts';
import { nameOf } from './names.ts';
import { PhoneLine } from './phone-line.ts';

export const CHANNEL = 'playground';

/** 9:41, wherever this runs: the same pictures every day. */
const START = new Date(2026, 0, 5, 9, 41).getTime();

/** The inside of the call that is looked at, once a picture was shown in it. */
export interface CallInside {
  readonly room: Room;
  readonly grid: Grid;
}

interface Person {
  readonly room: Room;
  readonly line: PhoneLine;
}

interface DrawnCallOptions {
  /** Of whoever looks at it. */
  readonly viewer?: string;
  readonly capabilities?: Partial<PlatformCapabilities>;
  readonly gateway?: InMemoryGatewayOptions;
  /** Awaited between timers; default: what is ready at once settles. */
  readonly settle?: () => Promise<void>;
}

/** A call on nothing but memory and a clock of its own: everybody in it does as they are told. */
export class DrawnCall {
  readonly clock: VirtualClock;
  readonly gateway: InMemoryGateway;
  readonly devices: DrawnDevices;
  /** Of whoever looks at the call. */
  readonly platform: Platform;
  readonly line: PhoneLine;
  readonly viewer: string;
  /** Everybody else, by uid. */
  readonly others = new Map<string, Person>();
  /** Set while the call is shown. */
  inside: CallInside | null = null;
  /** Presses what a selector finds; set by whoever shows the call. */
  press: (selector: string) => void = () => {};
  private readonly phone: FakePlatform;

  constructor({ viewer = '1', capabilities, gateway, settle }: DrawnCallOptions = {}) {
    this.gateway = createInMemoryGateway(gateway);
    this.clock = new VirtualClock({ start: START, ...(settle && { settle }) });
    this.devices = new DrawnDevices(this.clock);
    this.viewer = viewer;
    this.line = new PhoneLine(this.gateway);
    this.phone = createFakePlatform({ ...(capabilities && { capabilities }) });
    this.platform = { ...this.phone, clock: this.clock };
  }

  perform({ who, ...happening }: Happening): void {
    const uid = String(who);
    const person = this.personOf(uid);
    const id = streamId(toUid(uid), 'camera');
    switch (happening.what) {
      case 'joins':
        return this.enter(uid, happening.name ?? nameOf(uid), happening.off);
      case 'leaves':
        this.others.delete(uid);
        return void person?.room.leave();
      case 'speaks':
      case 'falls silent':
        return person?.room.setSpeaking(happening.what === 'speaks');
      case 'hides':
      case 'shows':
        return this.setVisible(uid, happening.what === 'shows');
      case 'loses':
        return this.gateway.cut(CHANNEL, toUid(uid));
      case 'regains':
        return this.gateway.restore(CHANNEL, toUid(uid));
      case 'shares':
        return ignoring(person?.room.publish({ source: 'screen', kinds: ['video'] }));
      case 'unshares':
        return ignoring(person?.room.unpublish({ source: 'screen' }));
      case 'mutes':
        return ignoring(person?.room.mute(happening.kind));
      case 'unmutes':
        return ignoring(person?.room.unmute(happening.kind));
      case 'network':
        return this.devices.setLevel(id, happening.level);
      case 'code':
        return this.devices.say(id, happening.code);
      case 'device':
        return this.devices.behave(id, happening.manner);
      case 'out':
        return this.putOut(uid, happening.reason);
      default:
        return this.performViewer(happening);
    }
  }

  /** Everybody goes home. */
  end(): void {
    for (const { room } of this.others.values()) void room.leave();
    this.others.clear();
  }

  private performViewer(deed: ViewerDeed): void {
    const grid = this.inside?.grid;
    switch (deed.what) {
      case 'answered':
        this.line.answer = deed.with;
        return;
      case 'lays out':
        return grid?.setLayout(deed.layout);
      case 'pins':
      case 'unpins':
        return grid?.pin(deed.tile, deed.what === 'pins');
      case 'fills':
        return grid?.setFull(deed.tile);
      case 'hushes':
        return isOwnTile(deed.tile) ? undefined : grid?.hush(deed.tile as StreamId, true);
      case 'turns':
        return grid?.turnTo(deed.page);
      case 'presses':
        return this.press(deed.selector);
    }
  }

  private personOf(uid: string): Person | undefined {
    if (uid !== this.viewer) return this.others.get(uid);
    return this.inside ? { room: this.inside.room, line: this.line } : undefined;
  }

  private enter(uid: string, name: string, off: MediaKind | undefined): void {
    if (this.others.has(uid)) return;
    const line = new PhoneLine(this.gateway);
    const platform = { ...createFakePlatform(), clock: this.clock };
    const room = createRoom({ backend: line.backend, platform });
    this.others.set(uid, { room, line });
    if (off) ignoring(room.mute(off));
    ignoring(room.join({ channelName: CHANNEL, uid, name, publish: ['audio', 'video'] }));
  }

  private setVisible(uid: string, visible: boolean): void {
    if (uid !== this.viewer) return this.others.get(uid)?.line.setVisible(visible);
    if (!visible) this.devices.suspend();
    this.phone.setVisible(visible);
    if (visible) this.devices.wake();
  }

  private putOut(uid: string, reason: LeaveReason): void {
    const byGateway = reason === 'kicked' || reason === 'replaced' || uid !== this.viewer;
    if (reason === 'dissolved') {
      const { participants = [] } = this.gateway.room(CHANNEL) ?? {};
      for (const it of participants) this.gateway.remove(CHANNEL, it.uid, reason);
      this.others.clear();
    } else if (byGateway) {
      this.gateway.remove(CHANNEL, toUid(uid), reason);
      this.others.delete(uid);
    } else this.line.end(reason);
  }
}

/** Somebody may be gone before a command of theirs is done. */
function ignoring(said: Promise<unknown> | undefined): void {
  said?.catch(() => {});
}
