import type { Connection, Message } from '../../src/index.js';
import { enclosing } from './page-connection.js';

/** What the elements of a page have received over one connection. Instants are epoch ms. */
export interface DataFacts {
  /** When the last message arrived. */
  readonly heardAt: number | undefined;
  /** How many gaps could not be repaired. */
  readonly gaps: number;
  readonly lastGap: { readonly since: number; readonly until: number } | undefined;
}

const NOTHING: DataFacts = { heardAt: undefined, gaps: 0, lastGap: undefined };

/** By the outermost connection, since its scopes share the link. */
const facts = new WeakMap<Connection, DataFacts>();

/** Returns what the elements of the page have received over a connection, in all its scopes. */
export function dataFactsOf(connection: Connection): DataFacts {
  return facts.get(outermost(connection)) ?? NOTHING;
}

/** Notes what an element received. A gap that several elements report counts once. */
export function noteMessages(connection: Connection, messages: readonly Message[]): void {
  let { heardAt, gaps, lastGap } = dataFactsOf(connection);
  for (const message of messages) {
    if (message.type === 'gap') {
      const isKnown = lastGap?.since === message.since && lastGap.until === message.until;
      if (!isKnown) gaps += 1;
      lastGap = message;
    } else if (message.type !== 'snapshot') heardAt = Math.max(heardAt ?? message.receivedAt, message.receivedAt);
  }
  facts.set(outermost(connection), { heardAt, gaps, lastGap });
}

function outermost(connection: Connection): Connection {
  return enclosing(connection).at(-1) ?? connection;
}
