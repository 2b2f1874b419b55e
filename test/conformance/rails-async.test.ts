import { after, before } from 'node:test';
import { coreCases } from './cases/core-cases.js';
import { serverFacts } from './cases/server-facts.js';
import { register } from './harness/case.js';
import { startRails, withoutRails, type Rails } from './harness/rails.js';
import { railsTarget, type Target } from './harness/target.js';

let rails: Rails | undefined;
let users = 0;

before(async () => {
  if (!withoutRails) rails = await startRails();
});
after(() => rails?.end());

// How a way breaks does not depend on the adapter; what the server says, and when, does.
register('Rails over its async adapter: its protocol', serverFacts, withRails, { skip: withoutRails });
register('Rails over its async adapter: the core', coreCases, withRails, { skip: withoutRails });

async function withRails(run: (target: Target) => Promise<void>): Promise<void> {
  if (!rails) throw new Error('Rails was not started.');
  users += 1;
  await run(railsTarget(rails, `user${users}`));
}
