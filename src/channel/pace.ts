import type { OperatorFunction } from 'rxjs';
import type { Environment } from '../environment.js';
import type { Message } from '../message/message.js';
import { readPlace, type Place } from '../message/path.js';
import { batchPerFrame } from '../operators/batch-per-frame.js';
import { batchWhenQuiet } from '../operators/batch-when-quiet.js';
import { coalesceByKey } from '../operators/coalesce-by-key.js';
import { everySoOften } from '../operators/every-so-often.js';

/** How a view gathers messages into batches; durations in ms. */
export interface PaceOptions {
  /** What makes two bodies the same thing, as a function or a dot path (`"data.id"`); for `pace: 'latest'`. */
  readonly key?: Place<unknown> | undefined;
  /**
   * How `batches$` gathers: every message (`all`), only the newest of each key (`latest`; deltas, events and html are never left out),
   * both at most once a frame; or every message, at most every so many ms.
   *
   * @default 'all'
   */
  readonly pace?: 'all' | 'latest' | number;
  /** Holds a batch until nothing came for this long, in ms. */
  readonly debounce?: number;
  /** Lets the first message through at once, then at most one batch every so many ms. */
  readonly throttle?: number;
}

/** Gathers messages as the options say; without any, all of them, at most once a frame. The key is read anew for each message. */
export function pace<Body>(options: PaceOptions, environment: Environment): OperatorFunction<Message<Body>, readonly Message<Body>[]> {
  const { debounce, throttle } = options;
  const { nextFrame, now } = environment;
  if (debounce !== undefined) return batchWhenQuiet(debounce, now);
  const every = throttle ?? (typeof options.pace === 'number' ? options.pace : undefined);
  const next = every === undefined ? nextFrame : everySoOften(every, nextFrame, now);
  return options.pace === 'latest' ? coalesceByKey(stateKey(options), next) : batchPerFrame(next);
}

/** Names the state that a message is the newest of; what is no state is its own key, so that it is never left out. */
function stateKey<Body>(options: PaceOptions): (message: Message<Body>) => unknown {
  return (message) => {
    switch (message.type) {
      case 'delta':
      case 'event':
      case 'html':
      case 'gap':
      case 'snapshot':
        return message;
      case 'datapoint':
      case 'metrics':
      case 'value':
      case 'progress':
      case 'unknown':
        return message.isLate ? message : (ownKey(message.body, options.key) ?? kindOf(message));
      default:
        return message satisfies never;
    }
  };

  /** The page's function may throw, which was reported when the body was read. */
  function ownKey(body: Body, key: PaceOptions['key']): unknown {
    try {
      return readPlace(body, key);
    } catch {
      return undefined;
    }
  }

  function kindOf(message: Message<Body>): unknown {
    // A body of whose key nothing is known is a thing of its own.
    if (options.key !== undefined || message.type === 'unknown') return message;
    return message.type === 'datapoint' ? `datapoint ${message.metric ?? ''}` : message.type;
  }
}
