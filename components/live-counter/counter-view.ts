import { html, nothing, type TemplateResult } from 'lit';
import type { LocalizeController } from '../internal/localize.js';
import { glyphTemplate, type Note } from '../internal/note.js';
import type { CounterMotion } from './counter-motion.js';
import type { Direction } from './counter-state.js';
import { closeReason, openReason } from './reason.js';

/** What a direction is called. */
export const WAYS: Readonly<Record<Direction, 'up' | 'down' | 'unchanged'>> = { '-1': 'down', 0: 'unchanged', 1: 'up' };

/** The number in its pieces. A digit that rolls keeps its text, which its strip covers while it moves. */
export function numberTemplate(motion: CounterMotion): readonly TemplateResult[] {
  return motion.pieces.map((piece) => {
    const columns = motion.columns(piece);
    const digits = columns?.map(({ text, strip }) =>
      strip ? html`<span part="digit" data-strip=${strip}><span>${text}</span></span>` : text,
    );
    if (piece.role !== 'unit' || digits) return html`<span part=${piece.role}>${digits ?? piece.text}</span>`;
    // A line may end before a unit, so its blank stands outside.
    const unit = piece.text.trimStart();
    return html`${unit === piece.text ? nothing : ' '}<span part="unit">${unit}</span>`;
  });
}

/** Which way the number just went. Its room is kept, so that nothing moves when it appears. */
export function cueTemplate(direction: Direction): TemplateResult {
  const way = WAYS[direction];
  return html`<span part="cue" data-direction=${way}>${direction === 0 ? nothing : glyphTemplate(way)}</span>`;
}

/** By how much the number changed, and since when. */
export function changeTemplate(direction: Direction, change: string, since: string, words: LocalizeController): TemplateResult {
  const way = WAYS[direction];
  return html`<span part="note"
    ><span part="change" data-direction=${way}
      >${glyphTemplate(way)}<span part="for-listeners">${words.term(way)}</span>${direction ? change : nothing}</span
    ><span>${words.term('sinceTime', since)}</span></span
  >`;
}

/**
 * Says in words why the number may be wrong. If there is more to say than `short`, the words are a button: the rest shows under the pointer,
 * on focus and on a tap, and is read aloud with the words.
 */
export function doubtTemplate(note: Note, short: string = note.text): TemplateResult {
  const { tone, glyph, text, title } = note;
  const reason = title === undefined ? text : `${text}: ${title}`;
  const shape = glyphTemplate(glyph);
  if (reason === short) return html`<span part="note" data-tone=${tone}>${shape}<span>${short}</span></span>`;
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
      ${shape}<span aria-hidden="true">${short}</span><span part="reason">${reason}</span>
    </button></span
  >`;
}
