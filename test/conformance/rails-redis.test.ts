import { after, before } from 'node:test';
import { coreCases } from './cases/core-cases.js';
import { linkCases } from './cases/link-cases.js';
import { serverFacts } from './cases/server-facts.js';
import { register } from './harness/case.js';
import { startRails, withoutRails, type Rails } from './harness/rails.js';
import { startRedis, type Redis } from './harness/redis.js';
import { railsTarget } from './harness/target.js';

let redis: Redis | undefined;
let rails: Rails | undefined;
let users = 0;

before(async () => {
  if (withoutRails) return;
  redis = await startRedis();
  rails = await startRails({ redis: redis.url });
});
after(async () => {
  await rails?.end();
  await redis?.end();
});

register('Rails over Redis: its protocol', serverFacts, withRails, { skip: withoutRails });
register('Rails over Redis: the core', coreCases, withRails, { skip: withoutRails });
register('Rails over Redis: the core over a bad way', linkCases, withRails, { skip: withoutRails, concurrency: true });

async function withRails(run: (target: ReturnType<typeof railsTarget>) => Promise<void>): Promise<void> {
  if (!rails) throw new Error('Rails was not started.');
  users += 1;
  await run(railsTarget(rails, `user${users}`));
}
