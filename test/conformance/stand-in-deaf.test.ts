import { deafCases } from './cases/deaf-cases.js';
import { register } from './harness/case.js';
import { withStandIn } from './harness/shared.js';

register('a deaf stand-in', deafCases, withStandIn);
