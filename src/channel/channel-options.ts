import { assertDuration, assertFunction, assertOneOf, warnUnknownOptions } from '../assert-options.js';
import { CablegramError } from '../errors.js';
import type { ChannelOptions } from './channel.js';

/**
 * Checks the options of a view.
 *
 * @throws CablegramError `option-invalid`, with the invalid value.
 */
export function assertChannelOptions<Body>(options: ChannelOptions<Body>): void {
  const { decode, snapshot, key, version, seq, actions, late = false, pace = 'all', debounce = 0, throttle = 0, ...unknown } = options;
  warnUnknownOptions('A channel', unknown);
  assertDuration('debounce', debounce);
  assertDuration('throttle', throttle);
  if (typeof pace === 'number') assertDuration('pace', pace);
  else assertOneOf('pace', pace, ['all', 'latest']);
  assertOneOf('late', late, [true, false]);
  assertFunction('decode', decode);
  for (const [name, place] of Object.entries({ snapshot, key, version, seq })) {
    if (typeof place !== 'string') assertFunction(`${name}, if it is not text,`, place);
  }
  if (actions !== undefined && !Array.isArray(actions)) {
    throw new CablegramError('option-invalid', `actions needs to be a list of names, but got ${String(actions)}.`);
  }
}
