import { html, nothing, svg, type SVGTemplateResult, type TemplateResult } from 'lit';
import type { Gap } from '../../src/index.js';
import { clockTime } from '../format/time.js';
import { cutText } from '../internal/cut-text.js';
import { isoTime } from '../internal/item-times.js';
import type { LocalizeController } from '../internal/localize.js';
import type { Row } from './notice-rows.js';
import type { Notice } from './notice-state.js';
import { slotOf } from './own-notices.js';
import type { Severity } from './read-notice.js';

/** How many characters of a title and of a text are shown on the page, spoken, and shown in the list. */
const SHORT = 100;
const SPOKEN = 140;
const WHOLE = 4_000;

/** One shape for each severity, so that they differ without colour: a circle, a ring with a tick, a triangle, an octagon. */
const SHAPES: Readonly<Record<Severity, SVGTemplateResult>> = {
  info: svg`<circle cx="8" cy="8" r="6.2" /><path d="M8 7.4v3.6M8 5v.1" />`,
  success: svg`<circle cx="8" cy="8" r="6.2" /><path d="M5.3 8.2l1.9 1.9 3.6-4" />`,
  warning: svg`<path d="M8 2.2 14.4 13.4H1.6zM8 6.6v3M8 11.4v.1" />`,
  danger: svg`<path d="M5.4 1.8h5.2l3.6 3.6v5.2l-3.6 3.6H5.4l-3.6-3.6V5.4zM8 4.9v3.6M8 11v.1" />`,
};

/** What a row needs besides its notice. */
export interface NoticeView {
  readonly words: LocalizeController;
  readonly now: number;
  readonly onDismiss: (notice: Notice, event: MouseEvent) => void;
}

/** A notice on the page: cut to a few lines. */
export function shownRow(notice: Notice, view: NoticeView): Row {
  return row(notice, view, SHORT, nothing);
}

/** A notice of the list: whole, and with its time. */
export function listedRow(notice: Notice, view: NoticeView): Row {
  const { at } = notice.reading;
  const time = html`<time part="time" datetime=${isoTime(at)}>${shortTime(at, view)}</time>`;
  const { attributes, ...rest } = row(notice, view, WHOLE, time);
  return { ...rest, attributes: { ...attributes, 'data-unread': String(notice.status === 'missed') } };
}

/** What may be missing from the list. */
export function gapRow(gap: Gap, { words, now }: NoticeView): Row {
  return { id: `gap-${gap.since}`, attributes: { part: 'gap' }, content: gapText(gap, words, now) };
}

/** Says that notices between two instants may be missing, to the second if they are in the same minute. */
export function gapText({ since, until }: Gap, words: LocalizeController, now: number): string {
  const [from, to] = [since, until].map((at) => shortTime(at, { words, now }));
  if (from !== to) return words.term('noticesMissed', from ?? '', to ?? '');
  return words.term('noticesMissed', clockTime(since, words.lang(), { now }), clockTime(until, words.lang(), { now }));
}

/** The words of a notice for a screen reader or a system notification. */
export function spokenText({ reading: { title, text, severity } }: Pick<Notice, 'reading'>, words: LocalizeController): string {
  const lead = severity === 'warning' || severity === 'danger' ? `${words.term('noticeSeverity', severity)}: ` : '';
  const said = [title, text].filter(Boolean).map((part) => cutText(part, SPOKEN, words.lang()));
  return lead + said.join('. ');
}

/** A bell. */
export const bell: TemplateResult = html`<svg part="bell" viewBox="0 0 16 16" aria-hidden="true">
  <path d="M8 2a4 4 0 0 0-4 4c0 3.5-1.3 4.6-1.8 5.2h11.6C13.3 10.6 12 9.5 12 6a4 4 0 0 0-4-4zM6.6 13.6a1.6 1.6 0 0 0 2.8 0" />
</svg>`;

/** A cross. */
export const cross: TemplateResult = html`<svg part="cross" viewBox="0 0 12 12" aria-hidden="true"><path d="M3 3l6 6M9 3l-6 6" /></svg>`;

function row(notice: Notice, { words, onDismiss }: NoticeView, most: number, time: unknown): Row {
  const { reading } = notice;
  const { severity, href } = reading;
  const locale = words.lang();
  const title = cutText(reading.title || words.term('noticeSeverity', severity), most, locale);
  const isSaid = severity === 'warning' || severity === 'danger';
  const content = html`<svg part="glyph" viewBox="0 0 16 16" aria-hidden="true">${SHAPES[severity]}</svg>
    <div part="content">
      <span part=${isSaid ? 'severity' : 'for-listeners'}>${words.term('noticeSeverity', severity)}</span>
      <slot name=${slotOf(notice)}
        ><div part="words">
          <span part="title">${href ? html`<a href=${href}>${title}</a>` : title}</span
          >${reading.text ? html`<div part="text">${cutText(reading.text, most, locale)}</div>` : nothing}
        </div></slot
      >
      ${time}
    </div>
    <button
      part="dismiss"
      type="button"
      aria-label=${`${words.term('noticeDismiss')}: ${title}`}
      @click=${(event: MouseEvent): void => onDismiss(notice, event)}
    >
      ${cross}
    </button>`;
  return { id: String(notice.id), attributes: { part: 'notice', 'data-severity': severity, 'data-id': String(notice.id) }, content };
}

/** The minute, and the day if it is not today. */
function shortTime(at: number, { words, now }: Pick<NoticeView, 'words' | 'now'>): string {
  return clockTime(at, words.lang(), { now, second: undefined });
}
