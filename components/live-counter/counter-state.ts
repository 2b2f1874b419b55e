import { addDecimals, compareDecimals, isNumeric, type Message, type Scalar } from '../../src/index.js';
import { isRendered } from '../internal/as-of.js';
import { type Body, type CounterPick, isAboutOthers, type Reading, readMessage } from './counter-reading.js';

/** How many identities of counted events are remembered. */
const MOST_COUNTED = 1000;

/** After how long a run of values that say an earlier time is believed, in ms: by then the server's clock was set back. */
const LATE_FOR = 10_000;

/** What a counter shows. */
export interface CounterState {
  readonly value?: Scalar | undefined;
  /** When the value was true, in epoch ms. */
  readonly at?: number | undefined;
  /** When the whole value was true by the server's own word. */
  readonly saidAt?: number | undefined;
  /** Since when only values came that say an earlier time. */
  readonly lateSince?: number | undefined;
  /** What changes are measured from, and since when. */
  readonly base?: Scalar | undefined;
  readonly baseAt?: number | undefined;
  /** Since when something may be missing, until the next whole value. */
  readonly missedSince?: number | undefined;
  /** Whether the value came by a message, so that the page's own content has had its time. */
  readonly isLive: boolean;
  /** Whether the page brings a value that is no number for sure, so that nothing can be added to it. */
  readonly isUnreadable?: boolean;
  /** Whether something was to be added to what is no number. */
  readonly isUnsummed?: boolean;
  /** Whether events bring the whole value, so that one without it adds nothing. */
  readonly isWholeInEvents?: boolean;
  /** Identities of what was counted, at most 1,000. Grows in place, since a copy would cost more than the event. */
  readonly counted?: Set<string>;
}

/** A counter that knows nothing. */
export const emptyCounter: CounterState = { isLive: false };

/** What the page brings: a value, and whether there is one that cannot be read. */
export interface PageValue {
  readonly value: Scalar | undefined;
  readonly isUnreadable: boolean;
  /** Whether the content says it, and not `value`. */
  readonly isContent: boolean;
}

/** A counter that shows what the server rendered. */
export function renderedCounter({ value, isUnreadable }: Omit<PageValue, 'isContent'>, asOf: number | undefined): CounterState {
  return { value, at: asOf, base: value, baseAt: asOf, isLive: false, isUnreadable };
}

/**
 * Folds one message into what a counter shows. Returns the same object if the message says nothing to the counter, and a copy if it says
 * nothing new, such as a value that another has overtaken.
 */
export function reduceCounter(state: CounterState, message: Message, pick: CounterPick): CounterState {
  switch (message.type) {
    case 'gap':
      return { ...state, missedSince: state.missedSince ?? message.since };
    case 'snapshot':
      return reduceSnapshot(state, message.messages, pick);
    case 'datapoint':
    case 'delta':
    case 'event':
    case 'progress':
    case 'metrics':
    case 'value':
    case 'html':
    case 'unknown': {
      const reading = readMessage(message, pick, false);
      if (reading === undefined) return state;
      return isRendered(reading.saidAt, pick.asOf) ? { ...state } : enter(state, reading, message.receivedAt);
    }
    default:
      return message satisfies never;
  }
}

/** Which way a value went: 1 up, -1 down, 0 if it did not or nobody can tell. */
export type Direction = -1 | 0 | 1;

/** Returns which way a value went. */
export function directionOf(previous: Scalar | undefined, value: Scalar | undefined): Direction {
  return isNumeric(previous) && isNumeric(value) ? compareDecimals(value, previous) : 0;
}

/** A snapshot holds all there is, so that the counter begins anew from it; a list without anything for the counter makes it empty, or zero. */
function reduceSnapshot(state: CounterState, messages: readonly Message[], pick: CounterPick): CounterState {
  const parts = messages.filter((message): message is Body => message.type !== 'gap' && message.type !== 'snapshot');
  const readings = parts.flatMap((part) => {
    const reading = readMessage(part, pick, true);
    return reading ? [{ reading, receivedAt: part.receivedAt }] : [];
  });
  const begun: CounterState = { isLive: true, base: state.base, baseAt: state.baseAt };
  if (readings.length === 0) return isAboutOthers(messages, pick) ? { ...begun, value: pick.event && !pick.field ? 0 : undefined } : state;
  // The page was rendered after all of it, and messages brought the rest.
  if (readings.every(({ reading }) => isRendered(reading.saidAt, pick.asOf))) return { ...state, missedSince: undefined };
  // Events alone are no total where a field names it.
  if (pick.field && readings.every(({ reading }) => reading.type === 'step')) return state;
  const folded = readings.reduce((soFar, { reading, receivedAt }) => enter(soFar, reading, receivedAt), begun);
  const receivedAt = Math.max(...readings.map((part) => part.receivedAt));
  return isLate(state, folded.saidAt, receivedAt) ? { ...state, lateSince: state.lateSince ?? receivedAt } : folded;
}

function enter(state: CounterState, reading: Reading, receivedAt: number): CounterState {
  return reading.type === 'whole' ? enterWhole(state, reading, receivedAt) : enterStep(state, reading, receivedAt);
}

function enterWhole(state: CounterState, { value, saidAt, isEvent }: Reading & { type: 'whole' }, receivedAt: number): CounterState {
  if (isLate(state, saidAt, receivedAt)) return { ...state, lateSince: state.lateSince ?? receivedAt };
  const at = saidAt ?? receivedAt;
  const { base = value, baseAt = at, counted, isWholeInEvents = false } = state;
  return { value, at, saidAt, base, baseAt, isLive: true, isWholeInEvents: isWholeInEvents || isEvent, ...(counted && { counted }) };
}

function enterStep(state: CounterState, { step, id, saidAt }: Reading & { type: 'step' }, receivedAt: number): CounterState {
  const at = saidAt ?? receivedAt;
  const { value, counted = new Set<string>() } = state;
  // It is already in the whole value, or was counted before.
  if (isRendered(saidAt, state.saidAt) || (id !== undefined && counted.has(id))) return { ...state };
  if (state.isWholeInEvents) return state;
  if (id !== undefined) remember(counted, id);
  const isFromNothing = value === undefined && !state.isUnreadable;
  // The sum cannot be known, and what is shown is no longer true.
  if (!isFromNothing && !isNumeric(value)) return { ...state, counted, isUnsummed: true, missedSince: state.missedSince ?? at };
  const sum = isNumeric(value) ? addDecimals(value, step) : step;
  const { base = sum, baseAt = at } = state;
  return { ...state, value: sum, at, base, baseAt, isLive: true, counted };
}

/** Arrival is not time: a value that says an earlier time than the one shown was overtaken on its way. */
function isLate({ saidAt, lateSince }: CounterState, said: number | undefined, receivedAt: number): boolean {
  if (said === undefined || saidAt === undefined || said >= saidAt) return false;
  return lateSince === undefined || receivedAt - lateSince <= LATE_FOR;
}

function remember(counted: Set<string>, id: string): void {
  counted.add(id);
  for (const oldest of counted) {
    if (counted.size <= MOST_COUNTED) return;
    counted.delete(oldest);
  }
}
