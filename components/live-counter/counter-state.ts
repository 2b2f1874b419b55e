import { isScalar, type Message, readPath, type Scalar, timeOf } from '../../src/index.js';
import { isNumeric } from '../format/number.js';

/** Which messages count, and what of them. */
export interface CounterPick {
  /** Names of events; without `field`, each adds one. */
  readonly events: readonly string[];
  /** Dot path of the value in the body. */
  readonly field: string;
  /** Dot path of an item's identity, and the one item that is followed. */
  readonly key: string;
  readonly entity: string;
  /** Messages that happened before are left out, in epoch ms. */
  readonly asOf: number | undefined;
}

/** What a counter shows. */
export interface CounterState {
  readonly value: Scalar | undefined;
  /** What the value was before it last changed. */
  readonly previous: Scalar | undefined;
  /** When the value was true, in epoch ms. */
  readonly at: number | undefined;
  /** What changes are measured from, and since when. */
  readonly base: Scalar | undefined;
  readonly baseAt: number | undefined;
  /** Since when something may be missing, until the next whole value. */
  readonly missedSince: number | undefined;
  /** Whether the value came by a message, so that the page's own content has had its time. */
  readonly isLive: boolean;
}

/** A counter that knows nothing. */
export const emptyCounter: CounterState = {
  value: undefined,
  previous: undefined,
  at: undefined,
  base: undefined,
  baseAt: undefined,
  missedSince: undefined,
  isLive: false,
};

/** A counter that shows what the server rendered. */
export function renderedCounter(state: CounterState, value: Scalar | undefined, asOf: number | undefined): CounterState {
  return { ...emptyCounter, value, at: asOf, base: value, baseAt: asOf, isLive: state.isLive, previous: state.value };
}

/** Folds one message into what a counter shows; the same object where the message says nothing to it. */
export function reduceCounter(state: CounterState, message: Message, pick: CounterPick): CounterState {
  if (message.type === 'gap') return { ...state, missedSince: state.missedSince ?? message.since };
  if (message.type === 'snapshot') return reduceSnapshot(state, message.messages, pick);
  if (pick.entity && String(readPath(message.body, pick.key || 'id')) !== pick.entity) return state;
  const at = timeOf(message);
  if (pick.asOf !== undefined && at !== undefined && at < pick.asOf) return state;
  const step = stepOf(message, pick);
  if (step !== undefined) return enter(state, plus(state.value, step), at ?? message.receivedAt, state.missedSince);
  const value = valueOf(message, pick);
  return value === undefined ? state : enter(state, value, at ?? message.receivedAt, undefined);
}

/** Tells which way a value went: 1 up, -1 down, 0 where it did not or nobody can tell. */
export function directionOf(previous: Scalar | undefined, value: Scalar | undefined): -1 | 0 | 1 {
  if (!isNumeric(previous) || !isNumeric(value)) return 0;
  return Math.sign(Number(value) - Number(previous)) as -1 | 0 | 1;
}

/** Adds to a value; whole numbers beyond 2^53 keep their last digits. What is no number counts as nothing. */
export function plus(value: Scalar | undefined, step: number): number | string {
  if (!isNumeric(value)) return step;
  const sum = Number(value) + step;
  if (typeof value === 'string' && /^[+-]?\d+$/.test(value) && Number.isInteger(step) && !Number.isSafeInteger(sum)) {
    return String(BigInt(value) + BigInt(step));
  }
  return sum;
}

function reduceSnapshot(state: CounterState, messages: readonly Message[], pick: CounterPick): CounterState {
  const begun: CounterState = { ...state, value: undefined };
  const folded = messages.reduce((soFar, message) => reduceCounter(soFar, message, pick), begun);
  if (folded.value === undefined) return state;
  return { ...folded, previous: folded.value === state.value ? state.previous : state.value, missedSince: undefined };
}

function enter(state: CounterState, value: Scalar, at: number, missedSince: number | undefined): CounterState {
  const isFirst = state.base === undefined;
  return {
    value,
    previous: value === state.value ? state.previous : state.value,
    at,
    base: isFirst ? value : state.base,
    baseAt: isFirst ? at : (state.baseAt ?? at),
    missedSince,
    isLive: true,
  };
}

function stepOf(message: Message, { events, field }: CounterPick): number | undefined {
  if (events.length > 0) return field === '' && isNamed(message, events) ? 1 : undefined;
  return field === '' && message.type === 'delta' ? message.increment : undefined;
}

function valueOf(message: Exclude<Message, { type: 'gap' | 'snapshot' }>, { events, field }: CounterPick): Scalar | undefined {
  if (events.length > 0 && (field === '' || !isNamed(message, events))) return undefined;
  if (field === '') return message.type === 'value' || message.type === 'datapoint' ? message.value : undefined;
  const value = readPath(message.body, field) ?? readPath(message.body, `data.${field}`);
  return isScalar(value) ? value : undefined;
}

function isNamed(message: Message, events: readonly string[]): boolean {
  if (message.type === 'event') return events.includes(message.event);
  const type = message.type === 'gap' || message.type === 'snapshot' ? undefined : readPath(message.body, 'type');
  return typeof type === 'string' && events.includes(type);
}
