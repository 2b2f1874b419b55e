import { after } from '../environment.js';
import type { SnapshotWish } from '../transport/transport.js';
import type { SnapshotAnswer } from './role.js';
import { readJson, type Report, type Request } from './tab-message.js';

/** How long a tab waits for the snapshot of another one, in ms. After that it fetches by itself. */
const ANSWERED_WITHIN = 5_000;

/** What a tab asks its leader for, until it is answered. */
export interface Asks {
  ask(wish: SnapshotWish): Promise<SnapshotAnswer>;
  /** Takes an answer of the leader. */
  take(answer: Report & { readonly type: 'fetch' | 'snapshot' }): void;
  /** Answers everything with nothing. */
  end(): void;
}

/** How the questions reach the leader. */
export interface AsksOptions {
  readonly ask: (request: Request & { readonly type: 'ask' }) => void;
  readonly hand: (id: string, json: string | undefined) => void;
}

/** Creates the questions of one tab. Each promise resolves, at the latest after 5 s. */
export function createAsks(tab: string, { ask, hand }: AsksOptions): Asks {
  const waiting = new Map<string, (answer: SnapshotAnswer) => void>();
  let count = 0;

  function settle(id: string, answer: SnapshotAnswer): void {
    waiting.get(id)?.(answer);
    waiting.delete(id);
  }

  return {
    ask(wish) {
      count += 1;
      const id = `${tab} ${count}`;
      return new Promise<SnapshotAnswer>((resolve) => {
        const timer = after(ANSWERED_WITHIN, () => settle(id, undefined));
        waiting.set(id, (answer) => {
          timer.unsubscribe();
          resolve(answer);
        });
        ask({ type: 'ask', id, ...wish });
      });
    },
    take(answer) {
      const { id } = answer;
      if (answer.type === 'snapshot') settle(id, readJson(answer.json));
      else settle(id, (json) => hand(id, json));
    },
    end() {
      for (const id of [...waiting.keys()]) settle(id, undefined);
    },
  };
}
