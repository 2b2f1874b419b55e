import { html, nothing, type TemplateResult } from 'lit';
import type { LocalizeController } from '../internal/localize.js';
import { glyphTemplate, type Note } from '../internal/note.js';
import type { CounterMotion } from './counter-motion.js';
import type { Direction } from './counter-state.js';
import { closeOnEscape, keepInView } from './reason.js';

/** What a direction is called. */
export const WAYS: Readonly<Record<Direction, 'up' | 'down' | 'unchanged'>> = { '-1': 'down', 0: 'unchanged', 1: 'up' };

/** The number in its pieces. A digit that rolls keeps its text, which its strip covers while it moves. */
export function numberTemplate(motion: CounterMotion): readonly TemplateResult[] {
  return motion.pieces.map((piece) => {
    const columns = motion.columns(piece);
    const digits = columns?.map(({ text, strip }) =>
      strip ? html`<span part="digit" data-strip=${strip}><span>${text}</span></span>` : text,
    );
    return html`<span part=${piece.role}>${digits ?? piece.text}</span>`;
  });
}

/** Where the number just went, or that it may be old. Its room is kept, so that nothing moves when it appears. */
export function cueTemplate(direction: Direction, doubt: Note | undefined): TemplateResult {
  const glyph = doubt?.glyph ?? WAYS[direction];
  return html`<span part="cue" data-direction=${WAYS[direction]} data-tone=${doubt?.tone ?? nothing}
    >${glyph === 'unchanged' ? nothing : glyphTemplate(glyph)}</span
  >`;
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
export function doubtTemplate(note: Note, short: string, hasGlyph: boolean): TemplateResult {
  const { tone, glyph, text, title } = note;
  const reason = title === undefined ? text : `${text}: ${title}`;
  const shape = hasGlyph ? glyphTemplate(glyph) : nothing;
  if (reason === short) return html`<span part="note" data-tone=${tone}>${shape}<span>${short}</span></span>`;
  return html`<span part="note" data-tone=${tone}
    ><button type="button" part="doubt" @keydown=${closeOnEscape} @focus=${keepInView} @pointerenter=${keepInView}>
      ${shape}<span aria-hidden="true">${short}</span><span part="reason">${reason}</span>
    </button></span
  >`;
}
