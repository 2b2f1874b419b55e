import { repairCases } from './cases/repair-cases.js';
import { register } from './harness/case.js';
import { withoutRails } from './harness/rails.js';
import { shareRails } from './harness/shared.js';

register('Rails over Redis: what was missed', repairCases, shareRails({ redis: true }), withoutRails);
