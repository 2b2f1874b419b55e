import { deafButConfirming, deafCases } from './cases/deaf-cases.js';
import { register } from './harness/case.js';
import { withoutRails } from './harness/rails.js';
import { shareRails } from './harness/shared.js';

register('a deaf Rails', [...deafCases, deafButConfirming], shareRails({ redis: true }), withoutRails);
