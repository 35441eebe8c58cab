import { CallGrid, type ControlsProps, TileFace, type TileView } from '@callgrid/call-grid';
import { useLocalMedia, useParticipants } from '@callgrid/react';
import type { ReactElement } from 'react';
import { callStories, people } from './call-stories.tsx';
import source from './parts.stories.tsx?raw';

export default { title: 'Parts', ...callStories(CallGrid) };

function OwnControls({ onHangUp }: ControlsProps): ReactElement {
  const { muted, toggle } = useLocalMedia();
  const { length } = useParticipants();
  return (
    <div style={{ display: 'flex', gap: 8, alignItems: 'center', justifyContent: 'center', padding: 16 }}>
      <span>{length} here</span>
      <button type='button' onClick={() => toggle('audio')}>
        {muted.audio ? 'Unmute' : 'Mute'}
      </button>
      <button type='button' onClick={onHangUp}>
        Leave
      </button>
    </div>
  );
}

function OwnTile({ name, speaking }: TileView): ReactElement {
  return (
    <div
      style={{
        position: 'absolute',
        right: 12,
        bottom: 10,
        left: 12,
        fontSize: 18,
        textAlign: 'right',
        pointerEvents: 'none',
      }}
    >
      {speaking ? `${name} speaks` : name}
    </div>
  );
}

const shown = (from: string, to: string) => source.slice(source.indexOf(from), source.indexOf(to)).trim();

/** The bar of buttons, drawn by the app on the hooks. */
export const Controls = {
  parameters: { ...people(3), code: shown('function OwnControls', 'function OwnTile') },
  args: { renderControls: (props: ControlsProps) => <OwnControls {...props} /> },
};
/** What lies over each picture, drawn by the app; the picture and its player stay where they are. */
export const Tile = {
  parameters: {
    ...people(4, { at: 500, who: 2, what: 'speaks' }),
    code: shown('function OwnTile', 'const shown'),
  },
  args: { renderTile: (tile: TileView) => <OwnTile {...tile} /> },
};
/** CallGrid's own face of a tile, and something more. */
export const TileWithABadge = {
  parameters: people(4),
  args: {
    renderTile: (tile: TileView) => (
      <>
        <TileFace {...tile} />
        {tile.uid === '2' && <b style={{ position: 'absolute', top: 36, left: 12 }}>Host</b>}
      </>
    ),
  },
};
/** Parts may be left out: here nothing is left but the pictures. */
export const StageAlone = {
  parameters: people(4),
  args: { renderControls: null, renderPager: null, renderBanner: null },
};
