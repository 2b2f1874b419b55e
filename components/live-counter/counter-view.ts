import { html, nothing, type TemplateResult } from 'lit';
import type { LocalizeController } from '../internal/localize.js';
import { glyphTemplate, type Note } from '../internal/note.js';
import type { CounterMotion } from './counter-motion.js';
import type { Direction } from './counter-state.js';

/** What a direction is called. */
export const WAYS: Readonly<Record<Direction, 'up' | 'down' | 'unchanged'>> = { '-1': 'down', 0: 'unchanged', 1: 'up' };

/** The number in its pieces, of which the digits that change may roll. */
export function numberTemplate(motion: CounterMotion): readonly TemplateResult[] {
  return motion.pieces.map((piece) => {
    const columns = motion.columns(piece);
    const digits = columns?.map(({ text, strip }) => (strip ? html`<span part="digit" data-strip=${strip}>${text}</span>` : text));
    return html`<span part=${piece.role}>${digits ?? piece.text}</span>`;
  });
}

/** Where the number just went, or that it may be old. Its room is kept, so that nothing moves when there is something to tell. */
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
