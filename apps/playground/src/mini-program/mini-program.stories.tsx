import { InProcessGateway } from '@callgrid/gateway/in-process';
import { type ReactElement, useEffect, useState } from 'react';
import { type DeviceName, devices } from '../device/devices.ts';
import { keepCompany } from './company.ts';
import { PhoneView } from './phone-view.tsx';
import { useMiniProgram } from './use-mini-program.ts';
import type { Language } from './use-phone.ts';
import './mini-program.css';

const ROOM = 'demo';
const OWNERS = ['Zoe', 'Yan', 'Xia'];

interface MiniProgramProps {
  /** The phones side by side, each with an owner of its own. */
  readonly phones: readonly DeviceName[];
  /** How many others are in the room, without a phone to be seen. */
  readonly others: number;
  readonly language: Language;
}

/** The demo as WeChat gets it, compiled; each phone runs it by itself, and one gateway in this page joins them. */
function MiniProgram({ phones, others, language }: MiniProgramProps): ReactElement {
  const program = useMiniProgram();
  const [gateway] = useState(() => new InProcessGateway());
  useEffect(() => keepCompany(gateway, ROOM, others), [gateway, others]);
  if (program.status !== 'loaded') return <main className='mini-program'>{sayOf(program)}</main>;
  return (
    <main className='mini-program'>
      {phones.map((device, index) => (
        <PhoneView
          key={`${index} ${device}`}
          app={program.app}
          gateway={gateway}
          device={device}
          uid={String(index + 1)}
          name={OWNERS[index % OWNERS.length]!}
          room={ROOM}
          language={language}
        />
      ))}
    </main>
  );
}

function sayOf(
  program: { readonly status: 'loading' } | { readonly status: 'absent'; readonly why: string },
) {
  if (program.status === 'loading') return <p>Loading the mini program …</p>;
  return (
    <p>
      {program.why} Run <code>npm run build -- --filter=@callgrid/demo</code> at the top of the repository,
      then load this page again.
    </p>
  );
}

const phones = Object.entries(devices).flatMap(([name, { platform }]) =>
  platform === 'devtools' ? [] : [name],
);
const device = { options: phones, control: { type: 'check' } };

export default {
  title: 'Mini program',
  // A page of phones that all run at once helps nobody.
  tags: ['!autodocs'],
  component: MiniProgram,
  argTypes: {
    phones: device,
    others: { control: { type: 'range', min: 0, max: 12 } },
    language: { options: ['en', 'zh_CN'], control: { type: 'inline-radio' } },
  },
  args: { language: 'en' },
};

/** One phone at the join page; two others are in the room already. */
export const OnePhone = { args: { phones: ['large phone'], others: 2 } };
/** Two phones that see each other once both have joined. */
export const TwoPhones = { args: { phones: ['large phone', 'Android'], others: 0 } };
export const SmallPhone = { args: { phones: ['small phone'], others: 5 } };
export const Tablet = { args: { phones: ['tablet'], others: 5 } };
