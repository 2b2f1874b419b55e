import { Subject } from 'rxjs';
import { createConnection, type Signal, type Transport } from '../src/index.js';

/**
 * Reconnects a page of many views and prints what it costs: tsx bench/reconnect.ts
 *
 * The limits: 500 views reconnect within 0.2 s in all, no task of 400 confirmations takes longer than 50 ms (a long task), and no view emits
 * more than 6 statuses. A limit that is missed is exit code 1.
 */
const ROUNDS = 5;
const LIMITS: readonly (readonly [views: number, most: number])[] = [
  [400, 50],
  [500, 200],
];

interface Reconnected {
  /** The whole reconnection, in ms. */
  readonly took: number;
  /** Status emissions for each view. */
  readonly emissions: number;
}

/** Makes a page whose server confirms within the call, and returns how to lose its link and get it back. */
function page(views: number): { readonly reconnect: () => Promise<Reconnected>; readonly close: () => void } {
  let signal$ = new Subject<Signal>();
  const transport: Transport = (commands$) => {
    signal$ = new Subject<Signal>();
    const mine$ = signal$;
    commands$.subscribe(({ type, identifier }) => {
      if (type === 'subscribe') mine$.next({ type: 'confirmed', identifier });
    });
    return mine$;
  };
  const connection = createConnection({ transports: [transport] });
  let emitted = 0;
  for (let index = 0; index < views; index += 1) {
    const channel = connection.channel('AnalyticsChannel', { index });
    channel.messages$.subscribe();
    channel.status$.subscribe(() => (emitted += 1));
  }
  signal$.next({ type: 'open', kind: 'cable' });
  return {
    async reconnect() {
      await Promise.resolve();
      const before = emitted;
      const began = performance.now();
      connection.reconnect();
      signal$.next({ type: 'open', kind: 'cable' });
      // What is reported in a microtask is part of the task.
      await Promise.resolve();
      return { took: performance.now() - began, emissions: (emitted - before) / views };
    },
    close: () => connection.close(),
  };
}

for (const [views, most] of LIMITS) {
  const { reconnect, close } = page(views);
  const rounds: Reconnected[] = [];
  for (let round = 0; round < ROUNDS; round += 1) rounds.push(await reconnect());
  close();
  const took = rounds.map((round) => round.took).sort((one, other) => one - other)[Math.floor(ROUNDS / 2)] ?? NaN;
  const emissions = Math.max(...rounds.map((round) => round.emissions));
  const isWithin = took <= most && emissions <= 6;
  console.log(
    `${views} views: ${took.toFixed(1)} ms, of ${most}; ${emissions.toFixed(1)} emissions a view, of 6; ${isWithin ? 'within' : 'OVER'} the limit`,
  );
  if (!isWithin) process.exitCode = 1;
}
process.exit();
