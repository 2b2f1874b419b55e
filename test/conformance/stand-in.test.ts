import { coreCases } from './cases/core-cases.js';
import { doctorCases } from './cases/doctor-cases.js';
import { linkCases } from './cases/link-cases.js';
import { repairCases } from './cases/repair-cases.js';
import { serverFacts } from './cases/server-facts.js';
import { register } from './harness/case.js';
import { withStandIn } from './harness/shared.js';

register('the stand-in: its protocol', serverFacts, withStandIn);
register('the stand-in: the core', coreCases, withStandIn);
register('the stand-in: the doctor', doctorCases, withStandIn);
register('the stand-in: the core over a bad way', linkCases, withStandIn);
register('the stand-in: what was missed', repairCases, withStandIn);
