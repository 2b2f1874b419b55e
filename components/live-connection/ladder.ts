import { cable, CablegramError, polling, sse, type SharedConnectionOptions, type Transport } from '../../src/index.js';

/** What `<live-connection>` says of its connection beside the address. Durations in ms. */
export interface LadderWish {
  readonly transports: string;
  readonly pollEvery?: number;
  readonly sseUrl: string;
  readonly whenHidden: string;
  readonly getToken?: () => Promise<string | undefined>;
}

/**
 * Makes the options of a shared connection from what an element says; elements that say the same share one, and those that say nothing the
 * page's.
 *
 * @throws CablegramError `option-invalid`, with the word seen.
 */
export function ladderOf(url: string, wish: LadderWish): SharedConnectionOptions {
  const { pollEvery, sseUrl, getToken } = wish;
  const whenHidden = hiddenOf(wish.whenHidden);
  const names = wish.transports.split(/\s+/).filter(Boolean);
  const makers = new Map<string, () => Transport>([
    ['cable', () => cable(url)],
    ['polling', () => polling(pollEvery === undefined ? {} : { every: pollEvery })],
    ['sse', () => sse(sseUrl)],
  ]);
  const transports = names.map((name) => {
    const make = makers.get(name);
    if (!make) invalid(`transports among cable, polling and sse, but got "${name}"`);
    if (name === 'sse' && sseUrl === '') invalid('sse-url for its transport sse');
    return make();
  });
  const said = [names, pollEvery, sseUrl, whenHidden, getToken && numberOf(getToken)];
  return {
    ...(said.flat().some(Boolean) && { session: JSON.stringify(said) }),
    ...(transports.length > 0 && { transports }),
    ...(whenHidden && { whenHidden }),
    ...(getToken && { getToken }),
  };
}

function hiddenOf(word: string): 'keep' | 'pause' | 'close' | undefined {
  if (word === '' || word === 'keep' || word === 'pause' || word === 'close') return word || undefined;
  return invalid(`when-hidden to be keep, pause or close, but got "${word}"`);
}

function invalid(what: string): never {
  throw new CablegramError('option-invalid', `<live-connection> needs ${what}.`);
}

const numbers = new WeakMap<() => unknown, number>();
let functions = 0;

/** Tells functions apart, since whose token it is nobody can see. */
function numberOf(getToken: () => unknown): number {
  const number = numbers.get(getToken) ?? (functions += 1);
  numbers.set(getToken, number);
  return number;
}
