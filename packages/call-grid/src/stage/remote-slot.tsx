import type { StreamId } from '@callgrid/core';
import type { PlacedTile } from '@callgrid/react';
import { memo, type ReactElement } from 'react';
import { RemoteTile } from '../tile/remote-tile.tsx';
import { Slot } from './slot.tsx';

interface RemoteSlotProps {
  readonly place: number;
  /** Whose stream it shows; null: nobody's. */
  readonly id: StreamId | null;
  /** How its tile lies. */
  readonly as: PlacedTile['as'] | undefined;
  readonly plays: boolean;
  readonly onTap: (id: StreamId) => void;
  readonly onMenu: (id: StreamId) => void;
}

/** A slot for somebody else's stream. Whoever else comes, goes or moves, it does not render again. */
export const RemoteSlot = memo(function RemoteSlot({
  place,
  id,
  as,
  plays,
  onTap,
  onMenu,
}: RemoteSlotProps): ReactElement {
  return (
    <Slot place={place} as={as}>
      {id !== null && (
        <RemoteTile key={id} id={id} place={place} plays={plays} onTap={onTap} onMenu={onMenu} />
      )}
    </Slot>
  );
});
