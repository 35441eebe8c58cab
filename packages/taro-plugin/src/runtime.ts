import { mergeInternalComponents } from '@tarojs/shared';
import { liveTemplates } from './live-templates.ts';

// Runs in the mini program. Taro numbers a component's properties by their order, in the templates when it builds and
// in its runtime when it starts: both have to know the same ones, or a value arrives under another's name.
mergeInternalComponents(liveTemplates);
