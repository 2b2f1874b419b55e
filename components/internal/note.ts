import { html, nothing, type TemplateResult } from 'lit';
import { clockTime } from '../format/time.js';
import { type Freshness, isTrustworthy } from './freshness.js';
import type { LocalizeController } from './localize.js';

/** The meanings that a glyph can show. */
export type Glyph =
  Freshness | 'polling' | 'partial' | 'closed' | 'up' | 'down' | 'unchanged' | 'more' | 'done' | 'cancelled' | 'warning' | 'danger';

/** A note beside data that is not right: a glyph, its severity, and words. */
export interface Note {
  readonly glyph: Glyph;
  readonly tone: 'quiet' | 'warn' | 'bad';
  readonly text: string;
  /** The full explanation, if the text has no room for it. */
  readonly title?: string;
}

const RING = 'M6 1.7a4.3 4.3 0 1 0 0 8.6 4.3 4.3 0 0 0 0-8.6';
const OPEN_RING = 'M10.3 6A4.3 4.3 0 1 1 7.5 2';
const SQUARE = 'M2.5 2.5h7v7h-7zM6 4.2v2.2M6 7.9v.2';

/** One shape for each meaning, so that they differ without colour. */
const SHAPES: Partial<Readonly<Record<Glyph, string>>> = {
  connecting: OPEN_RING,
  reconnecting: OPEN_RING,
  offline: `${RING}M3 9l6-6`,
  stale: `${RING}M6 3.4V6l1.9 1.3`,
  paused: 'M4 2.5v7M8 2.5v7',
  idle: 'M2.5 6h7',
  waiting: `${RING}M6 6v.1`,
  polling: 'M6 1.2 10.8 6 6 10.8 1.2 6z',
  partial: `${RING}M6 1.7v8.6`,
  closed: 'M2.5 2.5h7v7h-7z',
  ended: 'M2.5 2.5h7v7h-7z',
  more: 'M3 4.5l3 3 3-3',
  unconfirmed: SQUARE,
  rejected: SQUARE,
  unavailable: SQUARE,
  failed: SQUARE,
  unchanged: 'M2.5 6h7',
  done: 'M2 6.5l3 3 5.2-7',
  warning: 'M6 1.6 11 10.4H1zM6 4.9v2.4M6 8.9v.1',
  danger: 'M4.2 1.5h3.6l2.7 2.7v3.6l-2.7 2.7H4.2L1.5 7.8V4.2zM6 3.7v2.7M6 8.2v.1',
  cancelled: 'M2.8 2.8l6.4 6.4M9.2 2.8L2.8 9.2',
  up: 'M6 2 10.5 9.5h-9z',
  down: 'M6 10 1.5 2.5h9z',
};

/**
 * Returns a note that says why an element's data cannot be trusted, and since when; `undefined` if it can.
 *
 * `at` and `now` are epoch ms. `term` says what happened at `at`.
 */
export function doubtOf(
  { freshness, error }: { readonly freshness: Freshness; readonly error: unknown },
  words: LocalizeController,
  at: number | undefined,
  now: number,
  term: 'asOf' | 'missed' = 'asOf',
): Note | undefined {
  if (error !== undefined) return { glyph: 'failed', tone: 'bad', text: words.term('wronglySetUp'), title: String(error as Error) };
  if (isTrustworthy(freshness)) return undefined;
  const word = freshness === 'stale' ? '' : words.term(freshness === 'unavailable' ? 'statusUnavailable' : freshness);
  const age = at === undefined ? '' : words.term(term, clockTime(at, words.lang(), { now }));
  return { glyph: freshness, tone: toneOf(freshness), text: [word, age].filter(Boolean).join(' · ') };
}

/** Shows a note as one line. */
export function noteTemplate({ glyph, tone, text, title }: Note, part: string): TemplateResult {
  return html`<span part=${part} data-tone=${tone} title=${title ?? nothing}>${glyphTemplate(glyph)}<span>${text}</span></span>`;
}

/** Draws a glyph the size of small text, beside words. It is styled by attributes, so that no style sheet has to repeat the styles. */
export function glyphTemplate(glyph: Glyph): TemplateResult {
  // White space beside the path would be two more nodes for each glyph.
  // prettier-ignore
  return html`<svg
    part="glyph"
    width="0.85em"
    viewBox="0 0 12 12"
    fill="none"
    stroke="currentColor"
    stroke-width="1.5"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
    ><path d=${SHAPES[glyph] ?? RING} /></svg>`;
}

function toneOf(freshness: Freshness): Note['tone'] {
  if (freshness === 'failed' || freshness === 'rejected' || freshness === 'unavailable') return 'bad';
  return freshness === 'paused' || freshness === 'offline' || freshness === 'ended' ? 'quiet' : 'warn';
}
