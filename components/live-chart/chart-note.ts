import { html, nothing, type TemplateResult } from 'lit';
import type { Freshness } from '../internal/freshness.js';
import { instantText, type ChartFormat } from './chart-words.js';
import type { Span } from './series.js';

/** Tells whether the link is down, so that nothing can be known of the present. */
export function isAway(freshness: Freshness): freshness is 'reconnecting' | 'offline' {
  return freshness === 'reconnecting' || freshness === 'offline';
}

/** Tells whether time goes on at the right edge. */
export function isMoving(freshness: Freshness): boolean {
  return isAway(freshness) || freshness === 'live' || freshness === 'waiting' || freshness === 'stale' || freshness === 'unconfirmed';
}

/** Says what is not as it should be, and when the last point was: nothing where all is well and in view. `last` is epoch ms. */
export function noteTemplate(
  freshness: Freshness,
  last: number | undefined,
  view: Span,
  format: ChartFormat,
): TemplateResult | typeof nothing {
  const texts: string[] = [];
  if (isAway(freshness) || isBad(freshness) || freshness === 'paused' || freshness === 'unconfirmed') {
    texts.push(format.words.term(freshness).replace(/\s*…$/, ''));
  }
  if (last !== undefined && (texts.length > 0 || freshness === 'stale' || last < view.since)) {
    texts.push(format.words.term('chartLastPoint', instantText(last, format, true)));
  }
  if (texts.length === 0) return nothing;
  const tone = isBad(freshness) ? 'bad' : freshness === 'paused' ? 'calm' : 'warn';
  return html`<div part="note" data-tone=${tone}>${texts.join(' · ')}</div>`;
}

function isBad(freshness: Freshness): freshness is 'rejected' | 'failed' {
  return freshness === 'rejected' || freshness === 'failed';
}
