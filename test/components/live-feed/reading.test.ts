import '../../../components/define/live-feed.js';
import { expect, fixture, html, nextFrame, oneEvent } from '@open-wc/testing';
import { sendKeys, sendMouse } from '@web/test-runner-commands';
import type { LiveFeed } from '../../../components/live-feed/live-feed.js';
import { type Connection } from '../../../src/index.js';
import { FakeCable } from '../../../src/testing/index.js';
import { waitUntil } from '../../support/wait-until.js';
import { steadyConnection } from '../../support/steady-connection.js';

let fake: FakeCable;
let connection: Connection;
let feed: LiveFeed;
let style: CSSStyleSheet;

setup(async () => {
  style = new CSSStyleSheet();
  style.replaceSync('live-feed { display: block; block-size: 120px; overflow: auto } live-feed > article { min-block-size: 40px }');
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, style];
  await sendMouse({ type: 'move', position: [700, 590] });
  fake = new FakeCable();
  connection = steadyConnection(fake);
  feed = await feedOf();
});

teardown(() => {
  connection.close();
  getSelection()?.removeAllRanges();
  document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== style);
});

async function feedOf(order: LiveFeed['order'] = 'newest-first'): Promise<LiveFeed> {
  const made = await fixture<LiveFeed>(
    html`<live-feed channel="ActivityChannel" .connection=${connection} order=${order}>
      ${Array.from({ length: 10 }, (_, n) => html`<article data-key="old${n}" tabindex="-1">old ${n}</article>`)}
    </live-feed>`,
  );
  await settled(made);
  return made;
}

async function settled(of = feed): Promise<void> {
  for (let frame = 0; frame < 4; frame += 1) await nextFrame();
  await of.updateComplete;
}

/** Scrolls the feed, and waits until it knows whether the edge where new items appear is in sight. */
async function scroll(top: number, isAway = top > 0): Promise<void> {
  feed.scrollTop = top;
  await waitUntil(() => feed.matches(':state(scrolled)') === isAway, 'it notices');
  await settled();
}

/** Waits until the first item is this one. */
async function first(text: RegExp): Promise<void> {
  await waitUntil(
    () => text.test(firstText()),
    () => `the first item is "${firstText()}"`,
  );
}

function broadcast(...titles: readonly string[]): void {
  for (const title of titles) fake.broadcast('ActivityChannel', {}, { id: title, title });
}

function pill(of = feed): HTMLButtonElement | null {
  return of.renderRoot.querySelector<HTMLButtonElement>('button[part="pill"]');
}

function firstText(): string {
  return feed.querySelector(':scope > article')?.textContent.trim() ?? '';
}

function topOf(item: Element | null | undefined): number {
  return Math.round(item?.getBoundingClientRect().top ?? NaN);
}

suite('a reader of LiveFeed', () => {
  test('who is at the edge sees new items at once', async () => {
    broadcast('a');
    await settled();
    expect(firstText()).to.match(/^a/);
    expect(pill()).to.equal(null);
  });

  test('keeps its place for a person who scrolled away, and shows how many items wait', async () => {
    await scroll(100);
    const read = feed.querySelector('[data-key="old3"]');
    const top = topOf(read);
    broadcast('a', 'b', 'c');
    await settled();
    expect(pill()?.textContent.replace(/\s+/g, ' ').trim()).to.equal('↑3 new');
    expect(firstText()).to.equal('old 0');
    expect(topOf(read)).to.equal(top);
    expect(feed.matches(':state(pending)')).to.equal(true);
  });

  test('who comes back to the edge sees what waited', async () => {
    await scroll(100);
    broadcast('a');
    await settled();
    feed.scrollTop = 0;
    await first(/^a/);
    await waitUntil(() => pill() === null, 'the button goes');
  });

  test('who presses the button sees what waited, and the edge', async () => {
    await scroll(100);
    broadcast('a', 'b');
    await settled();
    pill()?.focus();
    await sendKeys({ press: 'Enter' });
    await settled();
    expect(firstText()).to.match(/^b/);
    expect(pill()).to.equal(null);
    expect(document.activeElement).to.equal(feed.firstElementChild);
    await waitUntil(() => feed.scrollTop === 0, 'the edge is in sight');
  });

  test('who has the pointer inside is not disturbed until it leaves', async () => {
    const { left, top } = feed.getBoundingClientRect();
    await sendMouse({ type: 'move', position: [Math.round(left + 20), Math.round(top + 60)] });
    await waitUntil(() => feed.matches(':hover'), 'the pointer is inside');
    broadcast('a');
    await settled();
    expect(firstText()).to.equal('old 0');
    expect(pill()).to.not.equal(null);
    await sendMouse({ type: 'move', position: [700, 590] });
    await first(/^a/);
  });

  test('who has the focus inside is not disturbed until it leaves', async () => {
    const item = feed.querySelector<HTMLElement>('article');
    item?.focus();
    broadcast('a');
    await settled();
    expect(firstText()).to.equal('old 0');
    await sendKeys({ press: 'PageDown' });
    await settled();
    expect(firstText()).to.equal('old 0');
    (document.activeElement as HTMLElement).blur();
    await first(/^a/);
  });

  test('sees a known item change in its place', async () => {
    await scroll(100);
    fake.broadcast('ActivityChannel', {}, { id: 'old3', title: 'changed' });
    await settled();
    expect(feed.querySelector('[data-key="old3"]:not([hidden])')?.textContent).to.include('changed');
    expect(pill()).to.equal(null);
  });

  test('is not moved by items that others insert', async () => {
    await scroll(100);
    const read = feed.querySelector('[data-key="old3"]');
    const top = topOf(read);
    const streamed = document.createElement('article');
    streamed.textContent = 'streamed';
    feed.prepend(streamed);
    await settled();
    expect(topOf(read)).to.equal(top);
  });

  test('keeps the place where items are inserted at once', async () => {
    feed.insert = 'immediate';
    await scroll(100);
    const read = feed.querySelector('[data-key="old3"]');
    const top = topOf(read);
    broadcast('a', 'b');
    await settled();
    expect(firstText()).to.match(/^b/);
    expect(topOf(read)).to.equal(top);
  });

  test('who selected text is not disturbed until the selection ends', async () => {
    const item = feed.querySelector('article');
    const selected = oneEvent(document, 'selectionchange');
    if (item) getSelection()?.selectAllChildren(item);
    await selected;
    await settled();
    broadcast('a');
    await settled();
    expect(firstText()).to.equal('old 0');
    expect(pill()).to.not.equal(null);
    getSelection()?.removeAllRanges();
    await first(/^a/);
  });

  test('is told of new items only by a snapshot that is held back, and sees known ones change', async () => {
    feed.insert = 'pill';
    const old = Array.from({ length: 10 }, (_, n) => ({ id: `old${9 - n}`, title: n === 9 ? 'changed' : `old ${9 - n}` }));
    const url = URL.createObjectURL(new Blob([JSON.stringify([...old, { id: 'a', title: 'a' }])], { type: 'application/json' }));
    feed.snapshot = url;
    await waitUntil(pill, 'the button is shown');
    expect(pill()?.textContent.replace(/\s+/g, ' ').trim()).to.equal('↑1 new');
    expect(feed.waiting).to.equal(1);
    expect(feed.querySelector('article:not([hidden])')?.textContent).to.include('changed');
    pill()?.click();
    await settled();
    expect(feed.querySelectorAll('article:not([hidden])').length).to.equal(11);
  });

  test('is not told of gaps, removals and updates', async () => {
    feed.insert = 'pill';
    fake.broadcast('ActivityChannel', {}, { id: 'old3', op: 'remove' });
    fake.broadcast('ActivityChannel', {}, { id: 'old4', title: 'changed' });
    await settled();
    expect(feed.waiting).to.equal(0);
    broadcast('a', 'b', 'b');
    fake.broadcast('ActivityChannel', {}, { id: 'a', op: 'remove' });
    await settled();
    expect(feed.waiting).to.equal(1);
  });

  test('decides alone where the feed waits for the button', async () => {
    feed.insert = 'pill';
    broadcast('a');
    await settled();
    expect(firstText()).to.equal('old 0');
    pill()?.click();
    await settled();
    expect(firstText()).to.match(/^a/);
  });

  test('sees how many wait, also more than would be shown, and hears the whole count', async () => {
    feed.insert = 'pill';
    broadcast(...Array.from({ length: 700 }, (_, n) => `n${n}`));
    await settled();
    expect(pill()?.textContent.replace(/\s+/g, ' ').trim()).to.equal('↑99+ new');
    expect(pill()?.ariaLabel).to.equal('99+ new, 700');
    expect(feed.waiting).to.equal(700);
    feed.showPending();
    expect(feed.querySelectorAll(':scope > article:not([hidden])').length).to.equal(50);
    expect(firstText()).to.match(/^n699/);
    expect(feed.waiting).to.equal(0);
  });

  test('gets a button for missed updates without new items', async () => {
    feed.insert = 'pill';
    broadcast('a');
    await settled();
    pill()?.click();
    const gap = oneEvent(feed, 'live-gap');
    fake.drop();
    await gap;
    await settled();
    expect(feed.querySelector('[data-live-gap]')).to.equal(null);
    expect(pill()?.textContent.replace(/\s+/g, ' ').trim()).to.equal('↑Show updates');
    expect(feed.matches(':state(pending)')).to.equal(true);
    pill()?.click();
    await settled();
    expect(feed.querySelector('[data-live-gap]')).to.not.equal(null);
    expect(pill()).to.equal(null);
  });

  test('follows a log while at its end, and not elsewhere', async () => {
    feed = await feedOf('newest-last');
    const end = (): number => feed.scrollHeight - feed.clientHeight;
    const isAtEnd = (): boolean => Math.abs(feed.scrollTop - end()) <= 1;
    await waitUntil(isAtEnd, 'it begins at its end');
    broadcast('a');
    await waitUntil(() => isAtEnd() && feed.querySelector(':scope > article:last-of-type')?.textContent.includes('a'), 'it follows');
    await scroll(0, true);
    broadcast('b');
    await settled();
    expect(feed.scrollTop).to.equal(0);
    expect(pill()?.textContent).to.include('↓');
  });
});
