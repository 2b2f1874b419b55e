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
  /** Cases that have begun and may still ask for a deaf server. */
  const undecided = new Set<number>();
  let takeAway: () => void = () => undefined;
  const nobodyUndecided = new Promise<void>((resolve) => (takeAway = resolve));
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
  function decide(user: number): void {
    undecided.delete(user);
    if (undecided.size === 0) takeAway();
  }
  async function takeRedisAway(): Promise<void> {
    // The others who want it get ready first.
    await nobodyUndecided;
    await redis?.stop();
    await sleep(2_000);
    await redis?.start();
  }
  return async (run) => {
    if (!rails) throw new Error('Rails was not started.');
    users += 1;
    const user = users;
    undecided.add(user);
    function goDeaf(): Promise<void> {
      decide(user);
      return (deafened ??= takeRedisAway());
    }
    try {
      await run(railsTarget(rails, `user${user}`, goDeaf));
    } finally {
      decide(user);
    }
  };
}
