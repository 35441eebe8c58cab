import { useGridLayout, useLocal } from '@callgrid/react';
import type { ReactElement } from 'react';
import { useTexts } from '../locale/use-texts.ts';
import { Menu } from '../menu/menu.tsx';
import { MenuChoice } from '../menu/menu-choice.tsx';
import { MenuItem } from '../menu/menu-item.tsx';
import { useMediaSettings } from '../stream-view/use-media-settings.ts';
import { PictureChoices } from './picture-choices.tsx';
import { TorchItem } from './torch-item.tsx';

interface MoreSheetProps {
  readonly onClose: () => void;
  readonly onStatistics: (() => void) | undefined;
}

/** What there is to choose in a call beside its main buttons; what the platform lacks is not there. */
export function MoreSheet({ onClose, onStatistics }: MoreSheetProps): ReactElement {
  const { capabilities, sound, change } = useMediaSettings();
  const { role } = useLocal();
  const { choice, setLayout } = useGridLayout();
  const texts = useTexts();
  return (
    <Menu label={texts.menu.open} onClose={onClose}>
      {onStatistics && (
        <MenuItem
          id='statistics'
          text={texts.statistics.title}
          onPress={() => {
            onStatistics();
            onClose();
          }}
        />
      )}
      {role === 'broadcaster' && <TorchItem />}
      <MenuChoice
        id='layout'
        title={texts.layout.title}
        options={['auto', 'grid', 'speaker']}
        names={texts.layout}
        value={choice}
        onChoose={setLayout}
      />
      {capabilities.ear && (
        <MenuChoice
          id='sound'
          title={texts.sound.title}
          options={['speaker', 'ear']}
          names={texts.sound}
          value={sound}
          onChoose={(chosen) => void change({ sound: chosen })}
        />
      )}
      {role === 'broadcaster' && <PictureChoices />}
    </Menu>
  );
}
