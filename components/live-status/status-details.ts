import { html, nothing, type TemplateResult } from 'lit';
import type { Connection } from '../../src/index.js';
import { clockTime, relativeTime } from '../format/time.js';
import { channelsOf, reasonOf, secondsUntil, type StatusWords, type Words } from './status-words.js';

/** Lists what is known of a connection, for whoever asks why. `now` is epoch ms. */
export function renderDetails({ status, lastHeardAt }: Connection, { text }: StatusWords, now: number, words: Words): TemplateResult {
  const { channels } = status;
  const isUp = status.state === 'connected';
  const heard = lastHeardAt === undefined ? words.term('statusNever') : relativeTime(lastHeardAt, now, words.lang());
  const spoken = words.term('statusSpoken', channels.heard, channels.confirmed);
  const rows = {
    state: words.term('statusSince', text, clockTime(status.since, words.lang(), { now })),
    transport: status.transport && words.term('statusTransport', status.transport),
    heard,
    reason: isUp ? '' : reasonOf(status, words),
    attempt: status.attempt > 0 ? String(status.attempt) : '',
    next: status.retryAt && words.term('statusIn', secondsUntil(status.retryAt, now)),
    channels: [channelsOf(channels, words), spoken].filter(Boolean).join('; '),
  };
  return html`<dl>
    ${keysOf(rows).map((row) =>
      rows[row]
        ? html`<dt>${words.term('statusLabels', row)}</dt>
            <dd>${rows[row]}</dd>`
        : nothing,
    )}
  </dl>`;
}

/**
 * Writes down how a connection stands, as JSON, for a bug report.
 *
 * Names the page by origin and path alone, since a query may hold secrets.
 */
export function diagnosticsOf({ status, lastHeardAt, discarded }: Connection, now: number): string {
  const { origin, pathname } = location;
  const report = {
    at: new Date(now).toISOString(),
    page: origin + pathname,
    visible: document.visibilityState,
    online: navigator.onLine,
    browser: navigator.userAgent,
    lastHeardAt: lastHeardAt === undefined ? null : new Date(lastHeardAt).toISOString(),
    discarded,
    status,
  };
  return JSON.stringify(report, undefined, 2);
}

function keysOf<Row extends string>(rows: Readonly<Record<Row, unknown>>): readonly Row[] {
  return Object.keys(rows) as Row[];
}
