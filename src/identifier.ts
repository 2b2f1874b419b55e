import { CablegramError } from './errors.js';

/** Parameters of a channel, as JSON; the server sees them as `params`. */
export type Params = Readonly<Record<string, unknown>>;

/**
 * Writes the canonical identifier of a channel and its parameters: `channel` first, other keys sorted, no blanks.
 *
 * Action Cable compares identifiers byte for byte, so that two spellings of the same parameters would be two subscriptions and every
 * broadcast would arrive twice. The given object is read once and never kept or changed.
 *
 * @throws CablegramError `option-invalid` where the name is empty, or the parameters cannot be written as JSON or hold a whole number beyond
 * 2^53, which JavaScript may have rounded to another one's id.
 */
export function identify(channel: string, params: Params = {}): string {
  if (channel === '') throw new CablegramError('option-invalid', 'A channel needs the name of its class.');
  const others = write(channel, params);
  // Joined by hand, since an object would put keys that look like numbers before `channel`.
  return `{"channel":${JSON.stringify(channel)}${others === '{}' ? '' : ','}${others.slice(1)}`;
}

/** Writes an identifier that a server spelt in its own way (other order of keys, blanks) canonically; `undefined` if it is none. */
export function canonicalOf(identifier: string): string | undefined {
  try {
    const { channel, ...params } = JSON.parse(identifier) as Params;
    return typeof channel === 'string' ? identify(channel, params) : undefined;
  } catch {
    return undefined;
  }
}

/** Writes the parameters as the server will read them, dates as text and without what JSON leaves out. */
function write(channel: string, params: Params): string {
  try {
    // Written twice, since what is sorted on the way hides a circle.
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
