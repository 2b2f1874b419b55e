import type { IdentifierEvent } from '../hub/subscription.js';
import type { Position, Progress } from '../transport/transport.js';
import type { Missed } from './progress.js';

/** A body that the server has numbered, or one that it has not. */
type Body = IdentifierEvent & { readonly type: 'body' };

/** How many bodies of one identifier are kept for tabs that resume a little later. */
const MOST_LOGGED = 1_000;

/** What a tab is told when it subscribes: what is missing since `base`, and the bodies that followed. */
export interface Resumption {
  readonly missed: Missed;
  readonly base: Progress;
  readonly bodies: readonly Body[];
}

/**
 * What the leader remembers of one identifier on one link, for tabs that resume it.
 *
 * After a loss, the server is asked from where the first tab has come. The other tabs subscribe a little later, when its answer has already
 * been passed on: what the server said is missing, from where on, and up to 1,000 numbered bodies since then are kept for them.
 */
export interface ResumeLog {
  /** How far the tab had come that asked first. */
  readonly resumes: Progress | undefined;
  /** What the server's answer says is missing since `base`. */
  readonly missed: Missed;
  /** Where the streams stood when the server was asked. */
  readonly base: Progress;
  /** The server is asked, on a new link. */
  begin(): void;
  /** Takes the server's answer. */
  answer(missed: Missed): void;
  /** Takes a numbered body. If no tab is expected to resume any more, it only moves the present. */
  take(body: Body, position: Position, isExpected: boolean): void;
  /** Something was missed or discarded on this link, which a tab that resumes later was not told. */
  tear(): void;
  /** Forgets what was kept: a tab that resumes from now on resumes from the present. */
  settle(): void;
  /** Returns what a tab is told that begins anew, or that `resumes`. */
  resumptionFor(resumes: boolean): Resumption;
}

/** Creates the log of one identifier, which stands where the tab has come that asks first. */
export function createResumeLog(resumes: Progress | undefined): ResumeLog {
  /** By stream: where it stands, if the server numbers its messages. */
  const positions = new Map((resumes?.positions ?? []).map((position) => [position.stream, position]));
  let base: Progress = { positions: [] };
  let missed: Missed;
  let isTorn = false;
  let bodies: Body[] = [];

  function present(): Progress {
    return { positions: [...positions.values()] };
  }

  function settle(): void {
    base = present();
    missed &&= [];
    bodies = [];
  }

  return {
    resumes,
    get missed() {
      return missed;
    },
    get base() {
      return base;
    },
    begin() {
      settle();
      missed = undefined;
      isTorn = false;
    },
    answer: (answered) => void (missed = answered),
    take(body, position, isExpected) {
      positions.set(position.stream, position);
      if (!isExpected || bodies.push(body) > MOST_LOGGED) settle();
    },
    tear: () => void (isTorn = true),
    settle,
    resumptionFor(isResuming) {
      if (!isResuming) return { missed: missed && [], base: present(), bodies: [] };
      return { missed: missed && (isTorn ? 'unknown' : missed), base, bodies: missed ? bodies : [] };
    },
  };
}
