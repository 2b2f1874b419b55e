import { after, before } from 'node:test';
import { sleep, type WithTarget } from './case.js';
import { startRails, withoutRails, type Rails } from './rails.js';
import { startRedis, type Redis } from './redis.js';
import { railsTarget, startStandIn } from './target.js';

/** Starts a stand-in for each case. */
export const withStandIn: WithTarget = async (run) => {
  const { target, end } = await startStandIn();
  try {
    await run(target);
  } finally {
    await end();
  }
};

/** Lends one application to the cases of a file, each with a user of its own; with `redis` over a Redis of its own. */
export function shareRails({ redis: overRedis }: { readonly redis: boolean }): WithTarget {
  let redis: Redis | undefined;
  let rails: Rails | undefined;
  let users = 0;
  let deafened: Promise<void> | undefined;
  before(async () => {
    if (withoutRails) return;
    if (overRedis) redis = await startRedis();
    rails = await startRails({ ...(redis && { redis: redis.url }) });
  });
  after(async () => {
    try {
      await rails?.end();
    } finally {
      await redis?.end();
    }
  });
  async function takeRedisAway(): Promise<void> {
    // The others who want it get ready meanwhile.
    await sleep(2_000);
    await redis?.stop();
    await sleep(2_000);
    await redis?.start();
  }
  return async (run) => {
    if (!rails) throw new Error('Rails was not started.');
    users += 1;
    await run(railsTarget(rails, `user${users}`, () => (deafened ??= takeRedisAway())));
  };
}
