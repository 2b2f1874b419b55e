import { addDecimals, compareDecimals, isNumeric, isScalar, type Message, readPath, type Scalar, timeOf } from '../../src/index.js';
import { isRendered } from '../internal/as-of.js';

/** Which messages count, and what of them. */
export interface CounterPick {
  /** Names of events, with blanks between; without `field`, each adds one. */
  readonly event: string;
  /** Dot path of the value in the body. */
  readonly field: string;
  /** Dot path of an item's identity, and the one item that is followed. */
  readonly key: string;
  readonly entity: string;
  /** Messages that happened before are left out, in epoch ms. */
  readonly asOf: number | undefined;
}

type Body = Exclude<Message, { type: 'gap' | 'snapshot' }>;

/** What a counter shows. */
export interface CounterState {
  readonly value?: Scalar | undefined;
  /** When the value was true, in epoch ms. */
  readonly at?: number | undefined;
  /** What changes are measured from, and since when. */
  readonly base?: Scalar | undefined;
  readonly baseAt?: number | undefined;
  /** Since when something may be missing, until the next whole value. */
  readonly missedSince?: number | undefined;
  /** Whether the value came by a message, so that the page's own content has had its time. */
  readonly isLive: boolean;
}

/** A counter that knows nothing. */
export const emptyCounter: CounterState = { isLive: false };

/** A counter that shows what the server rendered. */
export function renderedCounter(state: CounterState, value: Scalar | undefined, asOf: number | undefined): CounterState {
  return { value, at: asOf, base: value, baseAt: asOf, isLive: state.isLive };
}

/** Folds one message, or one part of a snapshot, into what a counter shows; the same object where it says nothing to it. */
export function reduceCounter(state: CounterState, message: Message, pick: CounterPick, isPart = false): CounterState {
  if (message.type === 'gap') return { ...state, missedSince: state.missedSince ?? message.since };
  if (message.type === 'snapshot') return reduceSnapshot(state, message.messages, pick);
  if (pick.event && !isNamed(message, pick.event)) return state;
  if (pick.entity && !isEntity(readPath(message.body, pick.key || 'id'), pick.entity)) return state;
  const told = timeOf(message);
  if (!isPart && isRendered(told, pick.asOf)) return state;
  const at = told ?? message.receivedAt;
  const step = stepOf(message, pick);
  if (step !== undefined) return enter(state, plus(state.value, step), at, state.missedSince);
  const value = valueOf(message, pick);
  return value === undefined ? state : enter(state, value, at, undefined);
}

/** Which way a value went: 1 up, -1 down, 0 where it did not or nobody can tell. */
export type Direction = -1 | 0 | 1;

/** Tells which way a value went. */
export function directionOf(previous: Scalar | undefined, value: Scalar | undefined): Direction {
  if (!isNumeric(previous) || !isNumeric(value)) return 0;
  return compareDecimals(value, previous);
}

/** Adds to a value exactly. A value that is no number counts as nothing. */
export function plus(value: Scalar | undefined, step: number | string): number | string {
  return isNumeric(value) ? addDecimals(value, step) : step;
}

function reduceSnapshot(state: CounterState, messages: readonly Message[], pick: CounterPick): CounterState {
  // What holds nothing new since the page was rendered leaves it the server's word; what does, holds all there is.
  if (messages.every((message) => isRendered(timeOf(message), pick.asOf))) return { ...state };
  const begun: CounterState = { ...state, value: undefined };
  const folded = messages.reduce((soFar, message) => reduceCounter(soFar, message, pick, true), begun);
  if (folded.value === undefined) return state;
  return { ...folded, missedSince: undefined };
}

function enter(state: CounterState, value: Scalar, at: number, missedSince: number | undefined): CounterState {
  const { base = value, baseAt = at } = state;
  return { value, at, base, baseAt, missedSince, isLive: true };
}

function stepOf(message: Body, { event, field }: CounterPick): number | string | undefined {
  if (field) return undefined;
  if (event) return 1;
  return message.type === 'delta' ? message.increment : undefined;
}

function valueOf(message: Body, { field }: CounterPick): Scalar | undefined {
  if (field === '') return message.type === 'value' || message.type === 'datapoint' ? message.value : undefined;
  const value = readPath(message.body, field) ?? readPath(message.body, `data.${field}`);
  return isScalar(value) ? value : undefined;
}

function isEntity(identity: unknown, entity: string): boolean {
  return isScalar(identity) && String(identity) === entity;
}

function isNamed(message: Body, names: string): boolean {
  const name = message.type === 'event' ? message.event : readPath(message.body, 'type');
  return names.split(/\s+/).some((one) => one !== '' && one === name);
}
