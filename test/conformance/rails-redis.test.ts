import { coreCases } from './cases/core-cases.js';
import { doctorCases } from './cases/doctor-cases.js';
import { linkCases } from './cases/link-cases.js';
import { serverFacts } from './cases/server-facts.js';
import { register } from './harness/case.js';
import { withoutRails } from './harness/rails.js';
import { shareRails } from './harness/shared.js';

const withRails = shareRails({ redis: true });

register('Rails over Redis: its protocol', serverFacts, withRails, withoutRails);
register('Rails over Redis: the core', coreCases, withRails, withoutRails);
register('Rails over Redis: the doctor', doctorCases, withRails, withoutRails);
register('Rails over Redis: the core over a bad way', linkCases, withRails, withoutRails);
