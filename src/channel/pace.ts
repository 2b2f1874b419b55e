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
  /**
   * How `batches$` gathers, at most once a frame: every message (`all`), or only the newest of each key (`latest`; deltas, events and html
   * are never left out). A number gathers every message, at most once in that many ms.
   *
   * @default 'all'
   */
  readonly pace?: 'all' | 'latest' | number;
  /** Holds a batch until nothing has arrived for this long, in ms. */
  readonly debounce?: number;
  /** Delivers the first message at once, then at most one batch in this many ms. */
  readonly throttle?: number;
}

/** Whatever says what identifies the thing in a body. */
export interface Keyed {
  readonly key?: Place<unknown> | undefined;
}

/**
 * Gathers messages according to the options; by default all of them, at most once a frame.
 *
 * The key is that of `agreed`, read for each message: one that a view leaves out is taken from the other views, even if they set it later.
 */
export function pace<Body>(
  options: PaceOptions,
  agreed: Keyed,
  environment: Environment,
): OperatorFunction<Message<Body>, readonly Message<Body>[]> {
  const { debounce, throttle } = options;
  const { nextFrame, now } = environment;
  if (debounce !== undefined) return batchWhenQuiet(debounce, now);
  const every = throttle ?? (typeof options.pace === 'number' ? options.pace : undefined);
  const next = every === undefined ? nextFrame : everySoOften(every, nextFrame, now);
  return options.pace === 'latest' ? coalesceByKey(stateKey(agreed), next) : batchPerFrame(next);
}

/** Returns the key of the state that a message replaces. A message that is not state is its own key, so that it is never left out. */
function stateKey<Body>(agreed: Keyed): (message: Message<Body>) => unknown {
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
        return message.isLate ? message : (ownKey(message.body, agreed.key) ?? kindOf(message));
      default:
        return message satisfies never;
    }
  };

  /** The page's function may throw. That was reported when the body was read. */
  function ownKey(body: Body, key: Keyed['key']): unknown {
    try {
      return readPlace(body, key);
    } catch {
      return undefined;
    }
  }

  function kindOf(message: Message<Body>): unknown {
    // A body without a known key is a thing of its own.
    if (agreed.key !== undefined || message.type === 'unknown') return message;
    return message.type === 'datapoint' ? `datapoint ${message.metric ?? ''}` : message.type;
  }
}
