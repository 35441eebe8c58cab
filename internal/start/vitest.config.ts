import { testProject } from '../config/vitest.ts';

export default testProject('start');
