import { CablegramError } from './errors.js';

/** Parameters of a channel, as JSON. The server reads them as `params`. */
export type Params = Readonly<Record<string, unknown>>;

/**
 * Writes the canonical identifier of a channel and its parameters: `channel` first, other keys sorted, no blanks.
 *
 * Action Cable compares identifiers byte for byte. Two spellings of the same parameters would be two subscriptions, and every broadcast
 * would arrive twice. The given object is read once and never kept or changed.
 *
 * @throws CablegramError `option-invalid` if the name is empty, or if the parameters cannot be written as JSON or contain a whole number
 * beyond 2^53, which JavaScript may have rounded to another id.
 */
export function identify(channel: string, params: Params = {}): string {
  if (channel === '') throw new CablegramError('option-invalid', 'A channel or stream needs a name.');
  const others = write(channel, params);
  // Joined as text, since an object would put keys that look like numbers before `channel`.
  return `{"channel":${JSON.stringify(channel)}${others === '{}' ? '' : ','}${others.slice(1)}`;
}

/**
 * Converts an identifier that a server wrote differently (other key order, blanks) to the canonical form; `undefined` if it is not an
 * identifier.
 */
export function canonicalOf(identifier: string): string | undefined {
  try {
    const { channel, ...params } = JSON.parse(identifier) as Params;
    return typeof channel === 'string' ? identify(channel, params) : undefined;
  } catch {
    return undefined;
  }
}

/** Writes the parameters as the server will read them: dates as text, without what JSON leaves out. */
function write(channel: string, params: Params): string {
  try {
    // Written twice, since sorting on the way would hide a circular reference.
    return JSON.stringify(JSON.parse(JSON.stringify({ ...params, channel: undefined })), sorted);
  } catch (cause) {
    throw new CablegramError('option-invalid', `The parameters of ${channel} cannot be sent: ${String(cause)}`, { cause });
  }
}

function sorted(key: string, value: unknown): unknown {
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) {
    throw new RangeError(`${key} is ${String(value)}, which may be rounded; give a number beyond 2^53 as text.`);
  }
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
  const record = value as Params;
  return Object.fromEntries(
    Object.keys(record)
      .sort()
      .map((key) => [key, record[key]]),
  );
}
