import { RoomProvider } from '@callgrid/react';
import type { ComponentType, ReactElement } from 'react';
import { useDrawnCall } from '../call/drawn-call-context.ts';
import type { Happening } from '../call/happening.ts';
import { PeoplePanel } from '../people/people-panel.tsx';
import { type CallParameters, people } from '../states/call-stories.tsx';
import { exampleOf } from './example-of.ts';
import * as examples from './hook-examples.tsx';

export type ExampleName = keyof typeof examples;

/** A call with a hook's value beside it, while this happens in it. */
export function hook(name: ExampleName, ...happenings: readonly Happening[]): CallParameters {
  // biome-ignore lint/performance/noDynamicNamespaceImportAccess: the whole table is shown
  const Example: ComponentType = examples[name];
  const Beside = () => (
    <>
      <h2 className='hook-name'>{name.replace('Use', 'use')}</h2>
      {name === 'UseJoin' ? (
        <Guest>
          <Example />
        </Guest>
      ) : (
        <Example />
      )}
    </>
  );
  return {
    ...people(4, ...happenings),
    call: { begins: 'start', Beside, Below: PeoplePanel },
    code: exampleOf(name),
  };
}

/** Somebody else who joins by a room of their own. */
function Guest({ children }: { readonly children: ReactElement }): ReactElement {
  const { gateway, platform } = useDrawnCall();
  return (
    <RoomProvider backend={gateway.backend()} platform={platform}>
      {children}
    </RoomProvider>
  );
}
