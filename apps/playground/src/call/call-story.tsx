import {
  BrowserContext,
  CallGrid,
  type CallGridProps,
  type CallParts,
  type StreamViews,
  StreamViewsContext,
} from '@callgrid/call-grid';
import type { PlatformCapabilities } from '@callgrid/core';
import type { InMemoryGatewayOptions } from '@callgrid/core/testing';
import type { Browser } from '@callgrid/core/web';
import { type ComponentType, type ReactElement, useEffect, useRef, useState } from 'react';
import { DeviceFrame } from '../device/device-frame.tsx';
import { devices } from '../device/devices.ts';
import { pictureViews } from '../picture/picture-views.tsx';
import { ScenarioPlayer } from '../scenario/scenario-player.ts';
import type { Globals } from '../toolbar.ts';
import { BesideContext } from './beside.tsx';
import { CHANNEL, DrawnCall } from './drawn-call.ts';
import { DrawnCallContext } from './drawn-call-context.ts';
import type { Scenario } from './happening.ts';
import { macrotasks } from './macrotasks.ts';
import { nameOf } from './names.ts';
import './call-story.css';

/** What Storybook's controls may change of a call. */
export type CallArgs = Partial<
  CallParts &
    Pick<
      CallGridProps,
      'name' | 'role' | 'camera' | 'microphone' | 'quality' | 'maxPlayers' | 'pageSize' | 'onClose'
    >
>;

export interface CallStoryProps {
  readonly scenario: Scenario;
  readonly args: CallArgs;
  readonly globals: Globals;
  /** Whether the story begins at the end of its script, or plays it. Default `end`. */
  readonly begins?: 'end' | 'start';
  readonly capabilities?: Partial<PlatformCapabilities>;
  readonly gateway?: InMemoryGatewayOptions;
  /** In whose place the call runs; default: none, it has no devices but drawn ones. */
  readonly createBrowser?: () => Browser;
  /** Default: pictures. */
  readonly views?: StreamViews;
  /** Shown beside the call, inside of it as far as hooks go. */
  readonly Beside?: ComponentType;
  /** Shown below it, and told of the player. */
  readonly Below?: ComponentType<{ readonly player: ScenarioPlayer; readonly onAgain: (at: number) => void }>;
}

/** One call that a script happens to, in the frame that the toolbar asks for: what all stories share. */
export function CallStory(props: CallStoryProps): ReactElement {
  const [run, setRun] = useState({ number: 0, from: 0 });
  const begin = (from: number) => setRun(({ number }) => ({ number: number + 1, from }));
  const wanted = JSON.stringify([props.args, props.scenario, props.globals.clock, run.number]);
  return <RunningCall key={wanted} {...props} from={run.from} onAgain={begin} />;
}

function RunningCall({
  scenario,
  args,
  globals,
  begins = 'end',
  from,
  capabilities,
  gateway,
  createBrowser,
  views = pictureViews,
  Beside,
  Below,
  onAgain,
}: CallStoryProps & { readonly from: number; readonly onAgain: (at: number) => void }): ReactElement {
  const frame = useRef<HTMLDivElement>(null);
  const [beside, setBeside] = useState<HTMLElement | null>(null);
  const [browser] = useState(() => createBrowser?.() ?? null);
  const [player] = useState(() => {
    const call = new DrawnCall({
      ...scenario,
      ...(capabilities && { capabilities }),
      ...(gateway && { gateway }),
      settle: macrotasks,
    });
    return new ScenarioPlayer(call, scenario);
  });
  const { call } = player;
  const isStill = globals.clock === 'still';
  const isEnd = begins === 'end' || isStill;
  useEffect(() => {
    call.press = (selector) => frame.current?.querySelector<HTMLElement>(selector)?.click();
    let stop = () => {};
    let isOver = false;
    const { length } = player.store.getState();
    player.dispatch({ type: 'skip', to: isEnd ? length : from }).then(async () => {
      if (isOver) return;
      frame.current?.setAttribute('data-ready', '');
      if (isStill) return;
      void player.dispatch({ type: 'play' });
      stop = player.run();
    });
    return () => {
      isOver = true;
      stop();
      call.end();
    };
  }, [player, call, from, isEnd, isStill]);

  const screen = (
    <BrowserContext.Provider value={browser}>
      <StreamViewsContext.Provider value={views}>
        <DrawnCallContext.Provider value={call}>
          <BesideContext.Provider value={Beside && beside ? { Beside, element: beside } : null}>
            <CallGrid
              name={nameOf(call.viewer)}
              locale={globals.language}
              {...args}
              backend={call.line.backend}
              platform={call.platform}
              channelName={CHANNEL}
              uid={call.viewer}
            />
          </BesideContext.Provider>
        </DrawnCallContext.Provider>
      </StreamViewsContext.Provider>
    </BrowserContext.Provider>
  );
  const { device } = globals;
  return (
    <div ref={frame} className='call-story'>
      <div className='call-story-row'>
        <div className={device === 'none' ? 'call-story-screen' : 'call-story-case'}>
          {device === 'none' ? screen : <DeviceFrame device={devices[device]}>{screen}</DeviceFrame>}
        </div>
        {Beside && (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what is longer than it is scrolled by keys too
          <section ref={setBeside} className='call-story-beside' aria-label='Beside the call' tabIndex={0} />
        )}
      </div>
      {Below && <Below player={player} onAgain={onAgain} />}
    </div>
  );
}
