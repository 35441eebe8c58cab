import { onStage } from './behaviour.ts';
import './behaviours/client.ts';
import './behaviours/joining.ts';
import './behaviours/publishing.ts';
import './behaviours/members.ts';
import './behaviours/coming-back.ts';
import './behaviours/ending.ts';
import './behaviours/commands.ts';

onStage();
