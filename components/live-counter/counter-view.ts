import { html, nothing, type TemplateResult } from 'lit';
import type { LocalizeController } from '../internal/localize.js';
import { type Glyph, glyphTemplate, type Note } from '../internal/note.js';
import { ownText } from '../internal/own-text.js';
import type { CounterMotion } from './counter-motion.js';
import type { Direction } from './counter-state.js';
import type { Column, Piece } from './digits.js';
import { closeReason, openReason } from './reason.js';

/** The names of the directions. */
export const WAYS: Readonly<Record<Direction, 'up' | 'down' | 'unchanged'>> = { '-1': 'down', 0: 'unchanged', 1: 'up' };

/**
 * Renders the pieces of the number. A digit that rolls keeps its text, which its strip covers during the motion.
 *
 * A line may break beside a currency code, so its space is outside the part; in a long number also after a separator, but never within digits.
 */
export function numberTemplate(motion: CounterMotion): TemplateResult | readonly TemplateResult[] {
  const spans = motion.pieces.flatMap((piece) => {
    const columns = motion.columns(piece);
    if (piece.role !== 'unit' || columns) return spansOf(piece, columns, motion);
    // A line may break before a unit, so its space is outside the part.
    const unit = piece.text.trimStart();
    return html`${unit === piece.text ? nothing : ' '}<span part="unit">${unit}</span>`;
  });
  // Most numbers are one span, and a list costs two more nodes for each.
  const [first] = spans;
  return spans.length === 1 && first ? first : spans;
}

/** The space between digits and a currency code, and the place behind a separator. */
const BESIDE_CODE = /(?<=\p{L})\u00a0|\u00a0(?=\p{L})/u;
const BEHIND_SEPARATOR = /(?<=\p{Nd}\P{Nd})(?=\p{Nd})/u;

/** Renders a piece in one span, or in one on each side of a space beside a currency code. */
function spansOf(
  { role, text }: Piece,
  columns: readonly Column[] | undefined,
  { lines, direction }: CounterMotion,
): readonly TemplateResult[] {
  let next = 0;
  // Most numbers have no such space, and the search for it costs more.
  const words = lines === 'text' || !text.includes('\u00a0') ? [text] : text.split(BESIDE_CODE);
  return words.flatMap((word, index) => {
    const rolling = columns?.slice(next, next + word.length).map((column) => columnTemplate(column, WAYS[direction]));
    next += word.length + 1;
    const span =
      rolling || lines === 'many'
        ? html`<span part=${role}>${rolling ?? groupsOf(word)}</span>`
        : html`<span part=${role} ${ownText(word)}></span>`;
    return word === '' ? [] : [index > 0 ? html` ${span}` : span];
  });
}

function groupsOf(word: string): readonly unknown[] {
  return word.split(BEHIND_SEPARATOR).map((group, index) => (index > 0 ? html`<wbr />${group}` : group));
}

function columnTemplate({ text, strip }: Column, way: string): TemplateResult | string {
  return strip ? html`<span part="digit" data-strip=${strip} data-way=${way}><span>${text}</span></span>` : text;
}

/** Renders what the page puts before or after the number; nothing without it. */
export function affixTemplate(name: 'prefix' | 'suffix', content: string | undefined): TemplateResult | typeof nothing {
  return content === undefined ? nothing : html`<slot name=${name} part=${name}></slot>`;
}

/** Renders the direction of the last change above running text, where it needs no space. `CounterMotion` shows it for a while. */
export function floatingCueTemplate(direction: Direction): TemplateResult | typeof nothing {
  return direction === 0
    ? nothing
    : html`<span part="cue floating" data-direction=${WAYS[direction]}>${glyphTemplate(WAYS[direction])}</span>`;
}

/** What follows a number. */
export interface Rest {
  /** Words for people who listen. */
  readonly spoken: string;
  /** The direction of the last change, which `CounterMotion` shows for a while; `undefined` without a cue. */
  readonly cue: Direction | undefined;
  readonly note: TemplateResult | typeof nothing;
}

/**
 * Renders what follows the number of a figure. The space of cue and note is reserved, so that nothing moves when they appear.
 *
 * Most numbers have nothing more to say, and each part that may change costs a node.
 */
export function figureRestTemplate({ spoken, cue, note }: Rest): TemplateResult {
  if (spoken === '' && cue === 0 && note === nothing)
    return html`<span part="cue" data-direction="unchanged"></span><span part="note"></span>`;
  const way = WAYS[cue ?? 0];
  const glyph = cue ? glyphTemplate(way) : nothing;
  if (cue !== undefined && note === nothing)
    return html`<span part="for-listeners" .textContent=${spoken}></span><span part="cue" data-direction=${way}>${glyph}</span
      ><span part="note"></span>`;
  return html`<span part="for-listeners" .textContent=${spoken}></span
    >${cue === undefined ? nothing : html`<span part="cue" data-direction=${way}>${glyph}</span>`}${
      note === nothing ? html`<span part="note"></span>` : note
    }`;
}

/** Renders what follows a number in running text. */
export function inlineRestTemplate({ spoken, note }: Rest): TemplateResult | typeof nothing {
  if (spoken === '' && note === nothing) return nothing;
  return html`<span part="for-listeners" .textContent=${spoken}></span>${note}`;
}

/** Something that is true of the number, beside it. */
export interface Fact {
  readonly part: 'limit' | 'level' | 'goal';
  readonly glyph: Glyph;
  readonly tone: 'quiet' | 'ok' | 'warn' | 'bad';
  readonly text: string;
}

/** Renders what is true of the number, and how much it has changed since when; nothing if there is neither. */
export function factsTemplate(facts: readonly Fact[], change: TemplateResult | typeof nothing = nothing): TemplateResult | typeof nothing {
  if (facts.length === 0 && change === nothing) return nothing;
  return html`<span part="note">${facts.map(factTemplate)}${change}</span>`;
}

function factTemplate({ part, glyph, tone, text }: Fact): TemplateResult {
  return html`<span part=${`fact ${part}`} data-tone=${tone}>${glyphTemplate(glyph)}<span>${text}</span></span>`;
}

/** Renders how much the number has changed, and since when. */
export function changeTemplate(direction: Direction, change: string, since: string, words: LocalizeController): TemplateResult {
  const way = WAYS[direction];
  return html`<span part="fact"
    ><span part="change" data-direction=${way}
      >${glyphTemplate(way)}<span part="for-listeners">${words.term(way)}</span>${direction ? change : nothing}</span
    ><span>${words.term('sinceTime', since)}</span></span
  >`;
}

/**
 * Renders why the number may be wrong, and what else is true of it. If the note has more text than `short`, the words are a button: the full text appears on hover, focus and
 * tap, and screen readers read it with the words.
 */
export function doubtTemplate(note: Note, facts: readonly Fact[], short: string = note.text): TemplateResult {
  const { tone, glyph, text, title } = note;
  const reason = title === undefined ? text : `${text}: ${title}`;
  const shape = glyphTemplate(glyph);
  const rest = facts.map(factTemplate);
  if (reason === short) {
    return html`<span part="note" data-tone=${tone}
      ><span part="fact">${shape}<span>${short}</span></span
      >${rest}</span
    >`;
  }
  return html`<span part="note" data-tone=${tone}
    ><button
      type="button"
      part="doubt"
      @pointerenter=${openReason}
      @focus=${openReason}
      @click=${openReason}
      @pointerleave=${closeReason}
      @blur=${closeReason}
      @keydown=${closeReason}
    >
      ${shape}<span aria-hidden="true">${short}</span><span part="reason">${reason}</span></button
    >${rest}</span
  >`;
}
