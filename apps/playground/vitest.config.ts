import { testProject } from '../../internal/config/vitest.ts';

export default testProject('playground');
