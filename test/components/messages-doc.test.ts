import '../../components/define/live-chart.js';
import '../../components/define/live-counter.js';
import '../../components/define/live-feed.js';
import '../../components/define/live-notice.js';
import '../../components/define/live-progress.js';
import '../../components/define/live-ticker.js';
import { expect, fixture, html, nextFrame } from '@open-wc/testing';
import type { LiveErrorEvent } from '../../components/internal/events.js';
import type { LiveChart } from '../../components/live-chart/live-chart.js';
import type { LiveCounter } from '../../components/live-counter/live-counter.js';
import type { LiveFeed } from '../../components/live-feed/live-feed.js';
import type { LiveNotice } from '../../components/live-notice/live-notice.js';
import type { LiveProgress } from '../../components/live-progress/live-progress.js';
import type { LiveTicker } from '../../components/live-ticker/live-ticker.js';
import { CablegramError, type Connection, parseJson } from '../../src/index.js';
import { FakeCable } from '../../src/testing/index.js';
import { quoteTable, type Shape, shapeTables } from '../support/shapes.js';
import { waitUntil } from '../support/wait-until.js';
import { steadyConnection } from '../support/steady-connection.js';

/** After so many bodies that say nothing an element reports it. */
const REPORTED_AFTER = 5;

let fake: FakeCable;
let connection: Connection;

setup(() => {
  fake = new FakeCable();
  connection = steadyConnection(fake);
});

teardown(() => connection.close());

/** What an element says of a body that its snapshot answers with. */
async function snapped(element: HTMLElement, shown: () => string): Promise<string> {
  let isReported = false;
  element.addEventListener('live-error', () => (isReported = true));
  await waitUntil(() => isReported || element.matches(':state(live)'));
  for (let frames = 0; frames < 3; frames += 1) await nextFrame();
  return [shown(), ...(isReported ? ['`live-error`'] : [])].filter(Boolean).join(', ') || 'empty';
}

async function send(channel: string, body: unknown): Promise<void> {
  fake.broadcast(channel, {}, body);
  for (let frames = 0; frames < 3; frames += 1) await nextFrame();
}

/** What an element says of one body, or that it reports it when such bodies go on. */
async function made(element: HTMLElement & { readonly channel: string }, body: unknown, shown: () => string): Promise<string> {
  let isReported = false;
  element.addEventListener('live-error', ({ error }: LiveErrorEvent) => {
    isReported ||= error instanceof CablegramError && ['body-unread', 'body-undecodable', 'snapshot-failed'].includes(error.code);
  });
  for (let frames = 0; frames < 2; frames += 1) await nextFrame();
  await send(element.channel, body);
  const first = shown();
  for (let sent = 1; sent < REPORTED_AFTER; sent += 1) await send(element.channel, body);
  return [first, ...(isReported ? ['`live-error`'] : [])].filter(Boolean).join(', ') || 'ignored';
}

/** The whole number or text, which stands beside the rolling digits for readers. */
function counterText(element: HTMLElement): string {
  const value = element.shadowRoot?.querySelector('[part~="value"]');
  const text = (value?.textContent ?? '').trim();
  return text === '' || !element.matches(':state(live)') ? '' : `shows ${text}`;
}

function feedText(element: HTMLElement): string {
  const items = [...element.children].map((item) => (item.firstElementChild ?? item).textContent.replace(/\s+/g, ' ').trim());
  return items.length === 0 ? '' : `${items.length === 1 ? '' : `${items.length} items: `}“${items.join('”, “')}”`;
}

/** Each field of the record with its values. */
function chartText(element: LiveChart): string {
  const [[, ...fields] = [], ...rows] = element
    .toCSV()
    .replace(/^\ufeff/, '')
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(',').map((cell) => cell.replaceAll('"', '')));
  const named = fields.map(
    (field, index) => `${field} ${rows.map((row) => row[index + 1]?.replace(/^$/, 'missing') ?? 'missing').join(', ')}`,
  );
  return rows.length === 0 ? '' : `draws ${named.join('; ')}`;
}

/** The state of the job, and the amount. */
function progressText(element: HTMLElement): string {
  const state = element.shadowRoot?.querySelector<HTMLElement>('[part="base"]')?.dataset['state'];
  const amount = element.shadowRoot?.querySelector('[part="value"]')?.textContent.trim() ?? '';
  return element.matches(':state(live)') && state ? [state, amount].filter(Boolean).join(' ') : '';
}

/** The visible cells of each quote. */
function tickerText(element: HTMLElement): string {
  const quotes = [...(element.shadowRoot?.querySelectorAll('tbody tr') ?? [])];
  const cells = '[part="code"], [part="price"], [part="change"] > :last-child, [part="percent"] > :last-child';
  return quotes.map((quote) => Array.from(quote.querySelectorAll(cells), ({ textContent }) => textContent.trim()).join(' ')).join('; ');
}

async function tickerOf({ sent }: Pick<Shape, 'sent'>, isSnapshot: boolean): Promise<string> {
  const snapshot = isSnapshot ? `data:application/json,${encodeURIComponent(sent)}` : '';
  const ticker = await fixture<LiveTicker>(
    html`<live-ticker channel="T" layout="table" snapshot=${snapshot} lang="en" .connection=${connection}></live-ticker>`,
  );
  return isSnapshot ? snapped(ticker, () => tickerText(ticker)) : made(ticker, parseJson(sent), () => tickerText(ticker));
}

/** The titles on the page, or in the list. */
function noticeText(element: HTMLElement): string {
  const titles = [...(element.shadowRoot?.querySelectorAll('[part="title"]') ?? [])].map(({ textContent }) => textContent.trim());
  return titles.length === 0 ? '' : `“${titles.join('”, “')}”`;
}

async function makeOf({ sent }: Shape, isSnapshot: boolean): Promise<Omit<Shape, 'sent' | 'becomes'>> {
  const body = parseJson(sent);
  const snapshot = isSnapshot ? `data:application/json,${encodeURIComponent(sent)}` : '';
  const said = async (element: HTMLElement & { readonly channel: string }, shown: () => string): Promise<string> => {
    const text = isSnapshot ? await snapped(element, shown) : await made(element, body, shown);
    element.remove();
    return text;
  };
  // Each element has a channel of its own: on a shared one, a later element starts with what the earlier ones show.
  const counter = await fixture<LiveCounter>(
    html`<live-counter channel="C" snapshot=${snapshot} lang="en" .connection=${connection}></live-counter>`,
  );
  const inCounter = await said(counter, () => counterText(counter));
  const events = await fixture<LiveCounter>(
    html`<live-counter channel="E" event="orders" snapshot=${snapshot} lang="en" .connection=${connection}></live-counter>`,
  );
  const inEvents = await said(events, () => counterText(events));
  const feed = await fixture<LiveFeed>(
    html`<live-feed channel="F" label="Feed" snapshot=${snapshot} lang="en" .connection=${connection}></live-feed>`,
  );
  const inFeed = await said(feed, () => feedText(feed));
  const chart = await fixture<LiveChart>(
    html`<live-chart channel="G" label="Chart" snapshot=${snapshot} lang="en" .connection=${connection}></live-chart>`,
  );
  const inChart = await said(chart, () => chartText(chart));
  const progress = await fixture<LiveProgress>(
    html`<live-progress channel="P" snapshot=${snapshot} lang="en" .connection=${connection}></live-progress>`,
  );
  const inProgress = await said(progress, () => progressText(progress));
  const notice = await fixture<LiveNotice>(
    html`<live-notice channel="N" snapshot=${snapshot} lang="en" announce="off" .connection=${connection}></live-notice>`,
  );
  if (isSnapshot) notice.openList();
  const inNotice = await said(notice, () => noticeText(notice));
  return { counter: inCounter, events: inEvents, feed: inFeed, chart: inChart, progress: inProgress, notice: inNotice };
}

suite('what every element makes of every shape', () => {
  for (const { shapes, isSnapshot = false } of shapeTables)
    for (const shape of shapes) {
      test(`reads ${isSnapshot ? 'the snapshot ' : ''}${shape.sent} as docs/messages.md says`, async () => {
        const { counter, events, feed, chart, progress, notice } = shape;
        expect(await makeOf(shape, isSnapshot)).to.deep.equal({ counter, events, feed, chart, progress, notice });
      });
    }
});

suite('what <live-ticker> makes of every shape', () => {
  for (const { sent, ticker } of quoteTable.shapes)
    test(`reads ${sent} as docs/messages.md says`, async () => expect(await tickerOf({ sent }, false)).to.equal(ticker));

  for (const { shapes, isSnapshot = false } of shapeTables)
    for (const shape of shapes)
      test(`shows nothing of ${isSnapshot ? 'the snapshot ' : ''}${shape.sent}`, async () => {
        const expected = isSnapshot && shape.sent === '[]' ? 'empty' : '`live-error`';
        expect(await tickerOf(shape, isSnapshot)).to.equal(expected);
      });
});
