import { Observable } from 'rxjs';
import type { LazyPart } from '../lazy-part.js';
import type { Transport } from '../transport/transport.js';
import type { LadderOptions } from './ladder-options.js';
import { ladderPart, type LadderPart } from './ladder-part.js';

/**
 * Joins several transports into one with code that is loaded when the connection is created.
 *
 * The first attempt waits for that code. While it is missing, later attempts use the first transport alone, and load it again if it failed.
 */
export function ladderWhenLoaded(
  first: Transport,
  below: readonly Transport[],
  options: LadderOptions,
  part: LazyPart<LadderPart> = ladderPart,
): Transport {
  if (below.length === 0) return first;
  let joined: Transport | undefined;

  function best(): Transport {
    return (joined ??= part.loaded?.ladder(first, below, options)) ?? first;
  }

  /** Calls `then` when the code is loaded, or cannot be loaded. */
  function load(then: () => void): void {
    part.load().then(then, then);
  }

  load(() => undefined);
  return (command$, dial) =>
    new Observable((subscriber) => {
      function start(): void {
        if (!subscriber.closed) subscriber.add(best()(command$, dial).subscribe(subscriber));
      }
      if (part.loaded) return start();
      const isFirst = dial.attempt === 0;
      load(() => isFirst && start());
      if (!isFirst) start();
    });
}
