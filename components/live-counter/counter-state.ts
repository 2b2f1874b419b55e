import { addDecimals, compareDecimals, isNumeric, type Message, type Scalar } from '../../src/index.js';
import { isRendered } from '../internal/as-of.js';
import { type CounterPick, isAboutOthers, type Reading, readMessage } from './counter-reading.js';

/** How many identities of counted events are remembered. */
const MOST_COUNTED = 1000;

/** After how long a run of values with earlier times is accepted, in ms: the server's clock was probably set back. */
const LATE_FOR = 10_000;

/** What a counter shows. */
export interface CounterState {
  readonly value?: Scalar | undefined;
  /** When the value was true, in epoch ms. */
  readonly at?: number | undefined;
  /** When the whole value was true by the server's clock, in epoch ms. */
  readonly saidAt?: number | undefined;
  /** Since when only values with earlier times have arrived. */
  readonly lateSince?: number | undefined;
  /** The value that changes are measured from, and since when. */
  readonly base?: Scalar | undefined;
  readonly baseAt?: number | undefined;
  /** Since when something may be missing, until the next whole value. */
  readonly missedSince?: number | undefined;
  /** Whether the value came from a message, so that the page's own content is outdated. */
  readonly isLive: boolean;
  /** Whether the page's value is not certainly a number, so that nothing can be added to it. */
  readonly isUnreadable?: boolean;
  /** Whether a step could not be added, because the value is not a number. */
  readonly isUnsummed?: boolean;
  /** Whether events hold the whole value, so that an event without it adds nothing. */
  readonly isWholeInEvents?: boolean;
  /** Identities of counted events, at most 1,000. The set is changed in place, because copying it for each event is slow. */
  readonly counted?: Set<string>;
}

/** The state of a counter without a value. */
export const emptyCounter: CounterState = { isLive: false };

/** The page's own value, and whether it is unreadable. */
export interface PageValue {
  readonly value: Scalar | undefined;
  readonly isUnreadable: boolean;
  /** Whether it comes from the content and not from `value`. */
  readonly isContent: boolean;
}

/** Returns the state of a counter that shows what the server rendered. */
export function renderedCounter({ value, isUnreadable }: Omit<PageValue, 'isContent'>, asOf: number | undefined): CounterState {
  return { value, at: asOf, base: value, baseAt: asOf, isLive: false, isUnreadable };
}

/**
 * Applies one message to a counter's state. Returns the same object if the counter cannot use the message, and a copy if the message brings
 * nothing new, such as an outdated value.
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
      if (message.isReplayed && reading.type === 'step' && isAsRendered(state)) return { ...state };
      return isRendered(reading.saidAt, pick.asOf) ? { ...state } : enter(state, reading, message.receivedAt);
    }
    default:
      return message satisfies never;
  }
}

/** The direction of a change: 1 up, -1 down, 0 unchanged or unknown. */
export type Direction = -1 | 0 | 1;

/** Returns the direction of a change. */
export function directionOf(previous: Scalar | undefined, value: Scalar | undefined): Direction {
  return isNumeric(previous) && isNumeric(value) ? compareDecimals(value, previous) : 0;
}

/**
 * Returns whether a counter still shows what the server rendered.
 *
 * It was rendered after the earlier messages that a new view receives again, as on a visit by Turbo, so they are already counted.
 */
function isAsRendered({ isLive, value, isUnreadable }: CounterState): boolean {
  return !isLive && (value !== undefined || isUnreadable === true);
}

/** A snapshot is the full state, so it replaces the counter's. A list without anything for the counter makes it empty, or zero. */
function reduceSnapshot(state: CounterState, messages: readonly Message[], pick: CounterPick): CounterState {
  const parts = messages.filter((message) => message.type !== 'gap' && message.type !== 'snapshot');
  const readings = parts.flatMap((part) => {
    const reading = readMessage(part, pick, true);
    return reading ? [{ reading, receivedAt: part.receivedAt }] : [];
  });
  const begun: CounterState = { isLive: true, base: state.base, baseAt: state.baseAt };
  if (readings.length === 0) return isAboutOthers(messages, pick) ? { ...begun, value: pick.event && !pick.field ? 0 : undefined } : state;
  // The page was rendered after everything in the snapshot, and later messages are already counted.
  if (readings.every(({ reading }) => isRendered(reading.saidAt, pick.asOf))) return { ...state, missedSince: undefined };
  // If `field` names the total, events alone are not the total.
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
  // The event is already included in the whole value, or was counted before.
  if (isRendered(saidAt, state.saidAt) || (id !== undefined && counted.has(id))) return { ...state };
  if (state.isWholeInEvents) return state;
  if (id !== undefined) remember(counted, id);
  const isFromNothing = value === undefined && !state.isUnreadable;
  // The sum is unknown, and the value on display is no longer right.
  if (!isFromNothing && !isNumeric(value)) return { ...state, counted, isUnsummed: true, missedSince: state.missedSince ?? at };
  const sum = isNumeric(value) ? addDecimals(value, step) : step;
  const { base = sum, baseAt = at } = state;
  return { ...state, value: sum, at, base, baseAt, isLive: true, counted };
}

/** Returns whether a value is outdated: it arrived later but is older, by the server's clock, than the value on display. */
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
