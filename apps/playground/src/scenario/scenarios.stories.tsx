import { CallGrid } from '@callgrid/call-grid';
import type { CallArgs } from '../call/call-story.tsx';
import { type CallParameters, callStories } from '../states/call-stories.tsx';
import type { Globals } from '../toolbar.ts';
import { FieldLogStory } from './field-log-story.tsx';
import { ScenarioPanel } from './scenario-panel.tsx';
import { type ScriptName, scripts } from './scripts.ts';

export default { title: 'Scenarios', ...callStories(CallGrid) };

function played(name: ScriptName): CallParameters & { readonly docs: object } {
  const { title } = scripts[name];
  return {
    scenario: scripts[name],
    call: { begins: 'start', Below: ScenarioPanel },
    docs: { description: { story: title } },
  };
}

export const Meeting = { parameters: played('meeting') };
export const Churn = { parameters: played('churn') };
export const Mutes = { parameters: played('mutes') };
export const Speakers = { parameters: played('speakers'), args: { pageSize: 6 } };
export const BadNetwork = { parameters: played('badNetwork') };
export const PusherFails = { parameters: played('pusherFails') };
export const PlayerFails = { parameters: played('playerFails') };
export const PhoneRings = { parameters: played('phoneRings') };
export const FloatClosed = { parameters: played('floatClosed') };
export const Kicked = { parameters: played('kicked') };
export const Dissolved = { parameters: played('dissolved') };
export const ConnectionLost = { parameters: played('connectionLost') };

const example = `# Mate 40 Pro, WeChat 8.0.50, on the underground
12:03:04.120 pusher 1102
12:03:05.480 player 7 2103
12:03:06.010 player 8 2103
12:03:07.300 pusher -1307
12:03:08.950 player 7 2004
{"time":"12:03:10.400","device":"player","uid":"8","code":-2301}
12:03:12.020 pusher 1002
12:03:13.700 player 8 2004
12:03:16.000 pusher 5000`;

/** Status codes as a phone's page wrote them down, replayed: CallGrid answers them as it would on that phone. */
export const FieldLog = {
  render: (args: CallArgs, { globals }: { readonly globals: unknown }) => (
    <FieldLogStory example={example} args={args} globals={globals as Globals} />
  ),
};
