import { isOwnTile, isScreenTile, type TileId, useGridLayout } from '@callgrid/react';
import { View } from '@tarojs/components';
import type { ReactElement } from 'react';
import { useTexts } from '../locale/use-texts.ts';
import { Pressable } from '../pressable/pressable.tsx';

interface TileMenuProps {
  /** Whose menu is open; null: none is. */
  readonly id: TileId | null;
  readonly onClose: () => void;
}

/** What can be done with one tile. It lies over the stage, and nothing of it is in the tree while it is closed. */
export function TileMenu({ id, onClose }: TileMenuProps): ReactElement {
  const { tiles } = useGridLayout();
  const isOpen = id !== null && tiles.some((tile) => tile.id === id);
  return <View className='callgrid-menu-place'>{isOpen && <OpenMenu id={id} onClose={onClose} />}</View>;
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
    <View className='callgrid-menu-shade' onClick={onClose}>
      <View className='callgrid-menu'>
        <Item id='pin' text={isPinned ? texts.unpin : texts.pin} onPress={choose(() => pin(id, !isPinned))} />
        <Item
          id='full'
          text={isFull ? texts.notFull : texts.full}
          onPress={choose(() => setFull(isFull ? null : id))}
        />
        {isHeard && (
          <Item
            id='hush'
            text={isHushed ? texts.hear : texts.hush}
            onPress={choose(() => hush(id, !isHushed))}
          />
        )}
      </View>
    </View>
  );
}

interface ItemProps {
  readonly id: string;
  readonly text: string;
  readonly onPress: () => void;
}

function Item({ id, text, onPress }: ItemProps): ReactElement {
  return (
    <Pressable id={`callgrid-menu-${id}`} className='callgrid-menu-item' label={text} onPress={onPress}>
      {text}
    </Pressable>
  );
}
