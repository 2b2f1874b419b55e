import { readPath, type ReceivedMessage, timeOf } from '../../src/index.js';
import { isAddressed } from '../internal/addressed.js';
import { type Amount, readAmount, type ReadAmount, readCount, type Scale } from './amount.js';
import { type JobState, readEventName, readStatus } from './job.js';
import { type Step, stepAt } from './steps.js';

/** Selects the bodies that an element reads, and the amount in them. */
export interface ProgressPick {
  readonly event: string;
  readonly key: string;
  readonly entity: string;
  /** Dot path of the value, and of its maximum. */
  readonly field: string;
  readonly maxField: string;
  readonly min: number;
  /** The value that means done, if the body does not say it. */
  readonly max: number | undefined;
  /** Whether the element is a gauge, which reads the value alone. */
  readonly isMeter: boolean;
  readonly steps: readonly Step[];
  readonly allowDecrease: boolean;
  /** Messages that happened earlier are ignored, in epoch ms. */
  readonly asOf: number | undefined;
}

/** What an element reads from one body. */
export interface Reading {
  /** Identity of the job, if the body says it. */
  readonly id: string | undefined;
  readonly state: JobState | undefined;
  /** Whether the body begins the job. */
  readonly isBeginning: boolean;
  readonly amount: Amount | undefined;
  /** Index of the step; `undefined` if the body names none. */
  readonly step: number | undefined;
  readonly message: string | undefined;
  /** Address of the job's result. */
  readonly url: string | undefined;
  /** When it happened by the server's clock, in epoch ms. */
  readonly saidAt: number | undefined;
  /** What is wrong with the body, for the page's author. */
  readonly complaints: readonly string[];
}

/** The fields of a body that is about a job. */
const FIELDS = ['progress', 'percent', 'percentage', 'current', 'total', 'status', 'state'] as const;

/** Reads a body; `undefined` if it is not addressed to the element, or says nothing about a job. */
export function readProgress(message: ReceivedMessage, pick: ProgressPick): Reading | undefined {
  if (!isAddressed(message, pick)) return undefined;
  const { body } = message;
  const record = recordIn(body);
  const at = (...names: readonly string[]): unknown =>
    names.map((name) => readPath(record, name)).find((value) => value !== undefined && value !== null);
  const name = message.type === 'event' ? message.event : readPath(body, 'type');
  const status = message.type === 'value' ? message.value : at('status', 'state');
  const word = typeof status === 'string' ? readStatus(status) : undefined;
  const { state, isBeginning = false } = word ?? (typeof name === 'string' ? readEventName(name) : undefined) ?? {};
  const { amount, complaint } = readAmountIn(message, record, pick);
  const isOwnWord = typeof status === 'string' && !word && message.type !== 'value';
  const said = textIn(at('message')) ?? (state === 'failed' ? errorIn(at('error')) : undefined);
  const step = stepAt(pick.steps, at('step', 'stage', 'phase'));
  const isSilent = state === undefined && amount === undefined && said === undefined && step === undefined && !isOwnWord;
  // `{progress: null}` says that nothing is known yet.
  if (isSilent && readPath(record, 'progress') !== null) return undefined;
  return {
    id: idIn(body, pick.key),
    state,
    isBeginning: isBeginning && (amount?.fraction ?? 0) === 0,
    amount,
    step,
    message: said ?? (isOwnWord ? status : undefined),
    url: textIn(at('url', 'download_url')),
    saidAt: timeOf(message),
    complaints: [
      ...(complaint ? [complaint] : []),
      ...(isOwnWord ? [`status is ${JSON.stringify(status.slice(0, 80))}, which is no known state, so it is shown as text`] : []),
      ...(pick.steps.length > 0 && step === undefined && at('step', 'stage', 'phase') !== undefined
        ? [`step is ${JSON.stringify(at('step', 'stage', 'phase')).slice(0, 80)}, which is none of steps`]
        : []),
    ],
  };
}

/** Reads the amount: at the page's paths, else the count, the progress, or the value. A count needs no scale, so it comes before a percentage. */
function readAmountIn(message: ReceivedMessage, record: unknown, pick: ProgressPick): ReadAmount {
  const { field, maxField, min, max = 100, isMeter } = pick;
  const scale: Scale = { min, max, isOpen: isMeter };
  const at = (path: string): unknown => readPath(message.body, path) ?? readPath(record, path);
  if (field) return maxField ? readCount(at(field), at(maxField), scale) : readAmount(field, at(field), scale);
  const name = ['progress', 'percent', 'percentage'].find((one) => readPath(record, one) !== undefined);
  const said = name === undefined ? undefined : readAmount(name, readPath(record, name), scale);
  const counted = readCount(at('current') ?? at('value'), at(maxField || 'total') ?? at('max'), scale);
  if (counted.amount)
    return { ...counted, complaint: counted.complaint ?? said?.complaint ?? contradictionIn(counted.amount, said?.amount) };
  if (said) return said.complaint ? said : { ...said, complaint: shareIn(said.amount, pick) };
  const value = 'value' in message ? message.value : undefined;
  // A bare word is a status.
  return typeof value === 'string' && readStatus(value) ? { amount: undefined } : readAmount('The value', value, scale);
}

/** A progress below 1 may be a percentage or a share. */
function shareIn(amount: Amount | undefined, { max }: ProgressPick): string | undefined {
  const isUnclear = max === undefined && amount !== undefined && Number(amount.value) > 0 && Number(amount.value) < 1;
  return isUnclear ? `progress is ${amount.value}, read as a percentage; set max="1" if it is a share, else max="100"` : undefined;
}

/** The scale of the progress is probably not the one that the page has set. */
function contradictionIn(count: Amount, said: Amount | undefined): string | undefined {
  if (said === undefined || Math.abs(said.fraction - count.fraction) <= 0.011) return undefined;
  return `the progress is ${said.value} of ${said.max}, but the count is ${count.value} of ${count.max}`;
}

/** Returns the part of a body that is about the job: the content of its envelope, if that says anything, else the body. */
function recordIn(body: unknown): unknown {
  const data = readPath(body, 'data');
  return FIELDS.some((name) => readPath(data, name) !== undefined) || readPath(body, 'event') !== undefined ? (data ?? body) : body;
}

function idIn(body: unknown, key: string): string | undefined {
  const path = key || 'id';
  const id = readPath(body, path) ?? readPath(body, `data.${path}`);
  return typeof id === 'string' || typeof id === 'number' ? String(id) : undefined;
}

function textIn(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}

function errorIn(value: unknown): string | undefined {
  return textIn(value) ?? textIn(readPath(value, 'message'));
}
