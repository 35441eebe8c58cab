import { isOwnTile, isScreenTile, type TileId, useGridLayout } from '@callgrid/react';
import { View } from '@tarojs/components';
import type { ReactElement } from 'react';
import { useTexts } from '../locale/use-texts.ts';
import { Menu } from '../menu/menu.tsx';
import { MenuItem } from '../menu/menu-item.tsx';

interface TileMenuProps {
  /** Whose menu is open; null: none is. */
  readonly id: TileId | null;
  readonly onClose: () => void;
}

/** What can be done with one tile. It lies over the stage, and nothing of it is in the tree while it is closed. */
export function TileMenu({ id, onClose }: TileMenuProps): ReactElement {
  const { tiles } = useGridLayout();
  const isOpen = id !== null && tiles.some((tile) => tile.id === id);
  return <View>{isOpen && <OpenMenu id={id} onClose={onClose} />}</View>;
}

function OpenMenu({ id, onClose }: { readonly id: TileId; readonly onClose: () => void }): ReactElement {
  const { pinned, full, hushed, pin, setFull, hush } = useGridLayout();
  const texts = useTexts().menu;
  const isPinned = pinned.includes(id);
  const isFull = full === id;
  const isHeard = !isOwnTile(id) && !isScreenTile(id);
  const isHushed = !isOwnTile(id) && hushed.includes(id);
  const choose = (act: () => void) => () => {
    act();
    onClose();
  };
  return (
    <Menu label={texts.open} onClose={onClose}>
      <MenuItem
        id='pin'
        text={isPinned ? texts.unpin : texts.pin}
        onPress={choose(() => pin(id, !isPinned))}
      />
      <MenuItem
        id='full'
        text={isFull ? texts.notFull : texts.full}
        onPress={choose(() => setFull(isFull ? null : id))}
      />
      {isHeard && (
        <MenuItem
          id='hush'
          text={isHushed ? texts.hear : texts.hush}
          onPress={choose(() => hush(id, !isHushed))}
        />
      )}
    </Menu>
  );
}
