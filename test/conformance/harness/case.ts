import { suite, test, type TestContext } from 'node:test';
import { FaultProxy } from '../../support/fault-proxy/fault-proxy.js';
import { Probe, type ProbeOptions } from './probe.js';
import type { Target } from './target.js';

/** What a case is given: a server, a way to it that can be broken, and clients, all ended after it. */
export interface Context {
  readonly target: Target;
  readonly proxy: FaultProxy;
  /** A client of the core, through the proxy. */
  probe(options?: Partial<ProbeOptions>): Probe;
  /** Tells a figure that was seen. */
  note(text: string): void;
}

/** One behaviour; its title begins with the requirement or the fact that it shows. */
export interface Case {
  readonly title: string;
  /** It touches the clients of other cases, or its figures suffer from them. */
  readonly alone?: boolean;
  /** Why it cannot pass yet; it is run and told all the same. */
  readonly todo?: string;
  readonly run: (context: Context) => Promise<void>;
}

/** Gives a case its target, and takes that back. */
export type WithTarget = (run: (target: Target) => Promise<void>) => Promise<void>;

/** When a case counts as stuck, in ms. On a busy machine, one that waits for a minute of its own may take several. */
const HANGS_AFTER = 280_000;

/** Makes a suite of cases: those that may run side by side, then those that run alone. */
export function register(name: string, cases: readonly Case[], withTarget: WithTarget, skip: string | false = false): void {
  suite(name, { skip }, () => {
    for (const alone of [false, true]) {
      const some = cases.filter((one) => (one.alone ?? false) === alone);
      if (some.length === 0) continue;
      suite(alone ? 'one by one' : 'side by side', { concurrency: alone ? 1 : some.length }, () => {
        for (const { title, todo = false, run } of some)
          test(title, { timeout: HANGS_AFTER, todo }, (t) => withTarget((target) => runCase(run, target, t)));
      });
    }
  });
}

async function runCase(run: Case['run'], target: Target, t: TestContext): Promise<void> {
  const proxy = await FaultProxy.start({ to: target.url });
  const probes: Probe[] = [];
  try {
    await run({
      target,
      proxy,
      probe(options) {
        const probe = new Probe({ url: proxy.url, query: target.query, ...options });
        probes.push(probe);
        return probe;
      },
      note: (text) => t.diagnostic(text),
    });
  } finally {
    for (const probe of probes) probe.close();
    await proxy.end();
  }
}

/** Waits so many ms. */
export function sleep(length: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, length));
}

/** The middle of some figures; of an even number of them, what lies between the two. */
export function median(figures: readonly number[]): number {
  const sorted = [...figures].sort((one, other) => one - other);
  const [low = NaN, high = NaN] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[Math.floor(sorted.length / 2)]];
  return (low + high) / 2;
}
