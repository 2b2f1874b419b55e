import { coreCases } from './cases/core-cases.js';
import { serverFacts } from './cases/server-facts.js';
import { register } from './harness/case.js';
import { withoutRails } from './harness/rails.js';
import { shareRails } from './harness/shared.js';

const withRails = shareRails({ redis: false });

// How a way breaks does not depend on the adapter; what the server says, and when, does.
register('Rails over its async adapter: its protocol', serverFacts, withRails, withoutRails);
register('Rails over its async adapter: the core', coreCases, withRails, withoutRails);
