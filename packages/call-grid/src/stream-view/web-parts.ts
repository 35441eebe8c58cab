import { LocalScreenTile } from '../tile/local-screen-tile.tsx';
import { DeviceChoices } from './web/device-choices.tsx';
import { DeviceControls } from './web/device-controls.tsx';
import { DeviceNotices } from './web/device-notices.tsx';
import { useCreateMedia } from './web/use-create-media.ts';
import { useScreenLife } from './web/use-media.ts';
import { usePageLife } from './web/use-page-life.ts';

/** What a call has in browsers alone; in a mini program it is null, and its build leaves all of it out. */
export const webParts =
  process.env.TARO_ENV === 'weapp'
    ? null
    : {
        DeviceChoices,
        DeviceControls,
        DeviceNotices,
        LocalScreenTile,
        useCreateMedia,
        usePageLife,
        useScreenLife,
      };
