import type { Dial, Progress } from '../transport.js';

/** How far one stream was received without a hole. */
export interface MutablePosition {
  readonly stream: string;
  epoch: string;
  offset: number;
}

/** What is remembered of one subscription from one link to the next. */
export interface RememberedSubscription {
  readonly positions: MutablePosition[];
  /** From when on the server's history holds what may be missing, in seconds of the server's clock. */
  since?: number | undefined;
  /** When the subscription was last known to be live, in epoch ms. */
  liveAt?: number | undefined;
}

/** What a connection to AnyCable remembers. Plain data, so that another page can continue with it. */
export interface AnyCableMemory {
  /** Whether the server has shown that it is AnyCable, so that it answers requests for history. */
  isAnyCable: boolean;
  /** Whether the page says that the server is AnyCable, so that the first link may offer the extended protocol alone. */
  isExpected: boolean;
  /** Whether the server has numbered a message, which it does with a broker only. */
  isNumbering: boolean;
  /** Whether the server was asked whether it is AnyCable, and did not answer. */
  isOther: boolean;
  /** Whether this page is to be present in a channel, for which AnyCable needs the extended protocol. */
  needsExtended: boolean;
  /** What became of the extended protocol. `doubtful`: the last link that offered it was not welcomed. */
  extended: 'untried' | 'works' | 'doubtful' | 'refused';
  /** How many times the server has welcomed a plain link right after it did not welcome an extended one. */
  refusals: number;
  /** When a link was last given up because the server did not read it, in epoch ms. */
  unreadAt: number;
  /** How many links in a row the server ended because they were too slow for its history. */
  slowLinks: number;
  readonly subscriptions: Record<string, RememberedSubscription>;
}

const NAME = 'anycable';

/** Returns what this connection remembers of AnyCable. */
export function memoryOf({ memory = {} }: Dial): AnyCableMemory {
  return (memory[NAME] ??= {
    isAnyCable: false,
    isExpected: false,
    isNumbering: false,
    isOther: false,
    needsExtended: false,
    extended: 'untried',
    refusals: 0,
    unreadAt: 0,
    slowLinks: 0,
    subscriptions: {},
  } satisfies AnyCableMemory) as AnyCableMemory;
}

/** Takes over how far another page has received a subscription, whose server numbers its messages. */
export function adoptProgress(memory: AnyCableMemory, identifier: string, { positions, since, liveAt }: Progress): void {
  memory.isAnyCable = memory.isNumbering = true;
  memory.subscriptions[identifier] = { positions: positions.map((position) => ({ ...position })), since, liveAt };
}
