// Over 200 lines: one subscription's questions to the server's history and their answers, which only make sense together.

import type { Subscription } from 'rxjs';
import { after } from '../../environment.js';
import type { MissedOffsets } from '../../message/message.js';
import type { Position, Signal } from '../transport.js';
import type { MutablePosition, RememberedSubscription } from './memory.js';
import { createNumberedStream, type Numbered, type NumberedStream } from './numbered-stream.js';

/** How long to wait for the answer of the server's history, in ms. Bodies that continue a stream extend it up to the longest time. */
export const ANSWER_WITHIN = 5_000;
const LONGEST_ANSWER = 30_000;

/** How long a body may be late on an open link before the history is asked for it, in ms, and the shortest time between two requests. */
const LATE_WITHIN = 500;
const ASK_EVERY = 2_000;

/** How many times the history is asked for one hole. */
const MOST_TRIES = 3;

/** How long a subscription must be silent before the history is asked whether the server is deaf, in ms. */
const SILENT_AFTER = 30_000;

/** How many bodies of one subscription may wait for an answer. */
const MOST_WAITING = 10_000;

/** How old the server's clock must be after a confirmation, in ms, so that `since` is never before it. */
const SETTLED_AFTER = 2_000;

/** A body with its place in the server's history. */
export interface Placed extends Numbered, Position {}

/** What a request for history says. */
export interface HistoryRequest {
  readonly since?: number;
  readonly streams?: Readonly<Record<string, { readonly epoch: string; readonly offset: number }>>;
}

/** What the history of one subscription needs. */
export interface HistoryOptions {
  readonly identifier: string;
  readonly remembered: RememberedSubscription;
  readonly emit: (signal: Signal) => void;
  /** Sends a request for history on its own. */
  readonly request: (request: HistoryRequest) => void;
  /** Called when the server has answered a request. */
  readonly onAnswered: () => void;
  /** How long the server keeps messages, in ms. */
  readonly historyTtl: number;
  readonly now: () => number;
}

/** Repairs one subscription on one link by the server's history. */
export interface History {
  /** Returns what to ask with the `subscribe` command, if anything may be missing. */
  begin(): HistoryRequest | undefined;
  onConfirmed(): void;
  /** Takes a numbered body. */
  take(placed: Placed): void;
  /** Takes a body without a number, which the history never holds. */
  takePlain(body: unknown): void;
  /** Takes the answer to a request for history. */
  onAnswer(isConfirmed: boolean): void;
  /** Takes the server's clock, in seconds. */
  onClock(seconds: number): void;
  /** Asks the history if the subscription has been silent for long. */
  checkSilence(): void;
  /** Whether a request is not answered yet. */
  readonly isAsking: boolean;
  end(): void;
}

/** A request that is not answered yet. `hole`: for one stream. `silence`: in case the server is deaf. */
interface Inquiry {
  readonly purpose: 'resume' | 'hole' | 'silence';
  by: 'position' | 'since';
  readonly startedAt: number;
  /** The stream with the hole, its last missing offset, and how often it was asked for. */
  readonly hole?: { readonly stream: NumberedStream; readonly last: number; tries: number };
}

/**
 * Creates the history of one subscription.
 *
 * After a loss, the confirmation is held back until the history has answered, or has begun to continue a stream; then the confirmation says
 * what is still missing, and the bodies follow in the order of their offsets. Only offsets prove that nothing is missing, since the
 * server confirms a history even if its oldest part is gone. If the server refuses a position, everything since a time is requested once.
 */
export function createHistory(options: HistoryOptions): History {
  const { identifier, remembered, emit, request, onAnswered, historyTtl, now } = options;
  const streams = new Map<string, NumberedStream>();
  /** Bodies of streams without a known position, or of another epoch, until the answer. */
  let unplaced: Placed[] = [];
  /** Bodies without a number that came before the confirmation was reported. */
  let plain: unknown[] = [];
  let inquiry: Inquiry | undefined;
  let isConfirmed = false;
  let isReported = false;
  /** What an answer that came before the confirmation says. */
  let settled: readonly MissedOffsets[] | 'unknown' | undefined;
  let reportedAt = Infinity;
  let isClockRead = false;
  let heardAt = now();
  let askedAt = -Infinity;
  let answering: Subscription | undefined;
  let late: Subscription | undefined;
  /** The hole for which `late` runs. */
  let lateAt: number | undefined;

  for (const position of remembered.positions) addStream(position, false);

  function addStream(position: MutablePosition, isBeginning: boolean): NumberedStream {
    const deliver = (body: unknown, isNext: boolean): void =>
      emit({ type: 'body', identifier, body, ...(isNext && { position: { ...position } }) });
    const stream = createNumberedStream(position, { deliver, now, isBeginning });
    streams.set(position.stream, stream);
    return stream;
  }

  /** Begins a stream, or begins it anew in another epoch, with the body after `offset`. */
  function beginStream({ stream, epoch }: Placed, offset: number, isBeginning: boolean): NumberedStream {
    const known = streams.get(stream);
    const position = known?.position ?? { stream, epoch, offset };
    position.epoch = epoch;
    position.offset = offset;
    if (!known) remembered.positions.push(position);
    return addStream(position, isBeginning);
  }

  function ask(next: Omit<Inquiry, 'startedAt'>): void {
    inquiry = { ...next, startedAt: now() };
    askedAt = now();
    // Before the confirmation the server may still be busy with the subscription.
    if (isConfirmed) expectAnswer();
  }

  function expectAnswer(): void {
    answering?.unsubscribe();
    answering = after(inquiry?.hole ? ASK_EVERY : ANSWER_WITHIN, onOverdue);
  }

  function onOverdue(): void {
    const hole = inquiry?.hole;
    if (!hole || inquiry?.by === 'since' || hole.tries >= MOST_TRIES) return conclude(false);
    hole.tries += 1;
    askedAt = now();
    expectAnswer();
    request(byPosition([hole.stream]));
  }

  function since(): Pick<HistoryRequest, 'since'> {
    // A server ignores `since: 0`, and never reads again after one that is no whole number.
    return Number.isSafeInteger(remembered.since) && Number(remembered.since) > 0 ? { since: Number(remembered.since) } : {};
  }

  function byPosition(asked: Iterable<NumberedStream>): HistoryRequest {
    const entries = [...asked].map(({ position: { stream, epoch, offset } }) => [stream, { epoch, offset }] as const);
    return { ...since(), ...(entries.length > 0 && { streams: Object.fromEntries(entries) }) };
  }

  function report(missed: readonly MissedOffsets[] | 'unknown'): void {
    isReported = true;
    reportedAt = heardAt = now();
    emit({ type: 'confirmed', identifier, missed });
    const bodies = plain;
    plain = [];
    for (const body of bodies) emit({ type: 'body', identifier, body });
    deliverAll();
  }

  /** A body that continues a stream proves that nothing was missed so far. What is found missing later is reported then. */
  function continueEarly(): void {
    if (isReported || !isConfirmed || ![...streams.values()].some(({ isNext }) => isNext)) return;
    report([]);
  }

  function deliverAll(): void {
    for (const stream of streams.values()) deliver(stream);
  }

  function deliver(stream: NumberedStream): void {
    if (!isReported) return;
    const hasMoved = stream.deliver();
    if (inquiry?.hole && inquiry.hole.stream.position.offset >= inquiry.hole.last) stopAsking();
    else if (hasMoved && inquiry?.purpose === 'resume' && now() - inquiry.startedAt < LONGEST_ANSWER) expectAnswer();
    if (!inquiry) watchHoles();
  }

  function stopAsking(): void {
    inquiry = undefined;
    answering?.unsubscribe();
  }

  function firstHole(): NumberedStream | undefined {
    for (const stream of streams.values()) if (stream.waiting > 0) return stream;
    return undefined;
  }

  /** Waits for a late body, then asks the history for it. One timer runs while a body waits. */
  function watchHoles(): void {
    const hole = firstHole()?.hole;
    if (late && lateAt === hole?.first) return;
    late?.unsubscribe();
    lateAt = hole?.first;
    late = hole && after(Math.max(LATE_WITHIN, askedAt + ASK_EVERY - now()), askForHole);
  }

  function askForHole(): void {
    late = undefined;
    const stream = firstHole();
    if (!stream?.hole || inquiry) return;
    ask({ purpose: 'hole', by: 'position', hole: { stream, last: stream.hole.last, tries: 1 } });
    request(byPosition([stream]));
  }

  /** Ends the current inquiry, reports what is missing, and delivers what waits. `isAnswered`: the history has sent what it holds. */
  function conclude(isAnswered: boolean): void {
    if (!inquiry) return;
    const { purpose, by, hole } = inquiry;
    stopAsking();
    const missed: MissedOffsets[] = [];
    const isForgotten = place();
    const isUnproven = purpose === 'resume' && (!isAnswered || (by === 'since' && !isEachHeard() && isExpired()));
    for (const stream of streams.values()) {
      // What is late on an open link may still come; what the history was asked for and did not send is gone.
      const isGone = !isAnswered || by === 'since' || stream === hole?.stream;
      const skipped = isGone ? stream.skip() : undefined;
      if (skipped) missed.push(skipped);
    }
    const result = isForgotten || isUnproven ? 'unknown' : missed;
    if (!isReported && isConfirmed) return report(result);
    if (!isReported) settled = result;
    else if (result === 'unknown') emit({ type: 'missed', identifier });
    else if (missed.length > 0) emit({ type: 'missed', identifier, offsets: missed });
    deliverAll();
  }

  /** Whether the history has sent something of each known stream, which shows where the stream ends. */
  function isEachHeard(): boolean {
    return streams.size > 0 && [...streams.values()].every(({ isHeard }) => isHeard);
  }

  /** Puts the bodies of unknown streams and epochs into their places. Returns whether some may be missing before them. */
  function place(): boolean {
    let isUnknown = false;
    const placed = unplaced.sort((one, other) => one.offset - other.offset);
    unplaced = [];
    for (const each of placed) {
      let stream = streams.get(each.stream);
      if (stream?.position.epoch !== each.epoch) {
        // In another epoch, the old server may have held more. A stream that does not begin with 1 may have had more before.
        isUnknown ||= stream !== undefined || each.offset > 1;
        stream = beginStream(each, each.offset - 1, false);
      }
      stream.take(each);
    }
    return isUnknown;
  }

  /** Whether the history may have forgotten a message, so that its silence proves nothing. */
  function isExpired(): boolean {
    const away = Date.now() - (remembered.liveAt ?? -Infinity);
    return !(away >= 0 && away < historyTtl);
  }

  function isCrowded(): boolean {
    let count = unplaced.length;
    for (const { waiting } of streams.values()) count += waiting;
    return count > MOST_WAITING;
  }

  return {
    begin() {
      const asked = byPosition(streams.values());
      if (Object.keys(asked).length === 0) return undefined;
      ask({ purpose: 'resume', by: asked.streams ? 'position' : 'since' });
      return asked;
    },
    onConfirmed() {
      isConfirmed = true;
      if (isReported) return;
      if (inquiry) {
        expectAnswer();
        continueEarly();
      } else report(settled ?? 'unknown');
    },
    take(placed) {
      heardAt = now();
      const { stream: name, epoch, offset } = placed;
      const stream = streams.get(name);
      const isOther = stream?.position.epoch !== epoch;
      if (isOther && inquiry && !(inquiry.hole && inquiry.by === 'position')) unplaced.push(placed);
      else if (isOther) {
        // The server was restarted, and what it held is gone. Before the first body of a stream, nothing was promised.
        if (stream && isReported) emit({ type: 'missed', identifier });
        const begun = beginStream(placed, offset - 1, !stream);
        begun.take(placed);
        deliver(begun);
      } else {
        stream.take(placed);
        continueEarly();
        deliver(stream);
      }
      if (inquiry && isCrowded()) conclude(false);
    },
    takePlain(body) {
      heardAt = now();
      if (isReported) emit({ type: 'body', identifier, body });
      else if (plain.push(body) > MOST_WAITING) plain.shift();
    },
    onAnswer(isConfirmedByHistory) {
      if (!inquiry) return;
      onAnswered();
      const { since: instant } = since();
      if (!isConfirmedByHistory && inquiry.by === 'position' && instant !== undefined) {
        inquiry.by = 'since';
        expectAnswer();
        return request({ since: instant });
      }
      if (!isConfirmedByHistory && inquiry.purpose === 'silence') {
        // Nothing shows that anything is missing.
        return stopAsking();
      }
      // The body may have been lost a second time. The next request is due soon.
      const { by, hole } = inquiry;
      if (isConfirmedByHistory && by === 'position' && hole && hole.tries < MOST_TRIES) return;
      conclude(isConfirmedByHistory);
    },
    onClock(seconds) {
      if (!isReported || inquiry) return;
      remembered.liveAt = Date.now();
      if (isClockRead || now() - reportedAt < SETTLED_AFTER) return;
      isClockRead = true;
      remembered.since = seconds - 1;
    },
    checkSilence() {
      const isDue = now() - Math.max(heardAt, askedAt, reportedAt) >= SILENT_AFTER;
      if (!isDue || inquiry || streams.size === 0) return;
      ask({ purpose: 'silence', by: 'position' });
      request(byPosition(streams.values()));
    },
    get isAsking() {
      return inquiry !== undefined;
    },
    end() {
      answering?.unsubscribe();
      late?.unsubscribe();
    },
  };
}
