import type { ReactElement } from 'react';
import { type CallArgs, CallStory, type CallStoryProps } from '../call/call-story.tsx';
import { company, type Happening, type Scenario } from '../call/happening.ts';
import type { Globals } from '../toolbar.ts';
import { snippetOf } from './snippet.ts';

/** What a story says of its call, as `parameters`. */
export interface CallParameters {
  readonly scenario: Scenario;
  readonly call?: Partial<Omit<CallStoryProps, 'scenario' | 'args' | 'globals'>>;
  /** To be copied; default: the component with what the story gives it. */
  readonly code?: string;
}

/** What all stories have in common that are a call, for their file's default export. */
export function callStories(component: object) {
  return { component, argTypes, render, parameters: { docs } };
}

const docs = {
  story: { inline: false, height: '520px' },
  source: { language: 'tsx', transform: (_: string, context: StoryContext) => snippetOf(context) },
};

interface StoryContext {
  readonly args: CallArgs;
  readonly parameters: unknown;
  readonly globals: unknown;
}

function render(args: CallArgs, { parameters, globals }: StoryContext): ReactElement {
  const { scenario, call } = parameters as CallParameters;
  return <CallStory scenario={scenario} args={args} globals={globals as Globals} {...call} />;
}

/** So many in the room, whoever looks at it among them; and what else happens. */
export function people(count: number, ...more: readonly Happening[]): CallParameters {
  const script = [...company(count - 1), ...more].sort((one, other) => one.at - other.at);
  return { scenario: { script } };
}

const fixed = { control: false } as const;

const argTypes = {
  gateway: fixed,
  backend: fixed,
  platform: fixed,
  channelName: fixed,
  uid: fixed,
  token: fixed,
  name: { control: 'text' },
  role: { control: 'inline-radio', options: ['broadcaster', 'audience'] },
  quality: { control: 'inline-radio', options: ['SD', 'HD', 'FHD'] },
  maxPlayers: { control: { type: 'number', min: 0, max: 16 } },
  pageSize: { control: { type: 'number', min: 1, max: 16 } },
  camera: { control: 'boolean' },
  microphone: { control: 'boolean' },
  // The toolbar chooses it.
  locale: fixed,
  onLeft: { action: 'left', ...fixed },
  onError: { action: 'error', ...fixed },
  onClose: { action: 'close', ...fixed },
  onReport: fixed,
};
