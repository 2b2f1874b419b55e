import { CablegramError, decode, type Message, parseJson } from '../../src/index.js';

/** How long a server may take, in ms. */
const ANSWER_WITHIN = 15_000;

/** Older items, oldest first, and whether the server has more. */
export interface OlderItems {
  readonly messages: readonly Message[];
  readonly hasMore: boolean;
}

/**
 * Fetches the items before the one with this identity from a snapshot's URL, as `?before=<identity>`.
 *
 * The answer is a list, oldest first, or an object that holds one. An empty list, or `"more": false` beside the list, is the end.
 *
 * @throws CablegramError `snapshot-failed` if the list cannot be fetched, `snapshot-unreadable` if the answer holds no list.
 */
export async function fetchOlder(snapshot: string, before: string): Promise<OlderItems> {
  const url = new URL(snapshot, document.baseURI);
  url.searchParams.set('before', before);
  let text: string;
  try {
    const response = await fetch(url, { headers: { accept: 'application/json' }, signal: AbortSignal.timeout(ANSWER_WITHIN) });
    if (!response.ok) throw new Error(`the server answered ${response.status}`);
    text = await response.text();
  } catch (cause) {
    throw new CablegramError('snapshot-failed', `The older items at ${url.href} could not be fetched: ${String(cause)}.`, { cause });
  }
  const list = listIn(text);
  if (list) return list;
  throw new CablegramError('snapshot-unreadable', `The answer of ${url.href} holds no list of items, but ${text.slice(0, 200)}.`);
}

function listIn(text: string): OlderItems | undefined {
  let answer: unknown;
  try {
    answer = parseJson(text);
  } catch {
    return undefined;
  }
  const record = typeof answer === 'object' && answer !== null ? answer : {};
  const list: unknown = Array.isArray(answer) ? answer : Object.values(record).find((value) => Array.isArray(value));
  if (!Array.isArray(list)) return undefined;
  const isEnd = 'more' in record && record.more === false;
  return { messages: list.map((body: unknown) => decode(body)), hasMore: list.length > 0 && !isEnd };
}
