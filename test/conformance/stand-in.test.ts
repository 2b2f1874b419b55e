import { coreCases } from './cases/core-cases.js';
import { linkCases } from './cases/link-cases.js';
import { serverFacts } from './cases/server-facts.js';
import { register, type WithTarget } from './harness/case.js';
import { startStandIn } from './harness/target.js';

const withStandIn: WithTarget = async (run) => {
  const { target, end } = await startStandIn();
  try {
    await run(target);
  } finally {
    await end();
  }
};

register('the stand-in: its protocol', serverFacts, withStandIn);
register('the stand-in: the core', coreCases, withStandIn);
register('the stand-in: the core over a bad way', linkCases, withStandIn, { concurrency: true });
