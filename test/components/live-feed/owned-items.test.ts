import '../../../components/define/live-feed.js';
import { expect, html } from '@open-wc/testing';
import type { LiveErrorEvent } from '../../../components/internal/events.js';
import type { LiveFeed } from '../../../components/live-feed/live-feed.js';
import { closeScenes, feedScene, shownTexts } from './feed-fixture.js';

/** Makes rows as React does: it creates them, and later removes and inserts its own nodes. */
function rows(...keys: readonly string[]): HTMLElement[] {
  return keys.map((key) => {
    const row = document.createElement('article');
    row.dataset['key'] = key;
    row.textContent = `row ${key}`;
    return row;
  });
}

/** Prepends as Turbo does: the `<turbo-stream>` stays in the document until the action is done. */
async function stream(feed: LiveFeed, ...items: readonly HTMLElement[]): Promise<void> {
  feed.id ||= 'activities';
  const element = document.createElement('turbo-stream');
  element.setAttribute('action', 'prepend');
  element.setAttribute('target', feed.id);
  document.documentElement.append(element);
  feed.prepend(...items);
  await Promise.resolve();
  element.remove();
}

suite('items of a framework', () => {
  teardown(closeScenes);

  test('are hidden beyond the limit, and shown again if there is room', async () => {
    const { feed, settled } = await feedScene({ max: 3 });
    const own = rows('a', 'b', 'c', 'd', 'e');
    for (const row of own) feed.appendChild(row);
    await settled();
    expect(shownTexts(feed)).to.deep.equal(['row a', 'row b', 'row c']);
    expect(own.map((row) => row.isConnected)).to.deep.equal(own.map(() => true));
    expect(own.map((row) => row.getAttribute('aria-setsize')).slice(0, 3)).to.deep.equal(['3', '3', '3']);
    expect(own[3]?.hidden).to.equal(true);
    // React removes its rows, also those that are hidden. A row that the feed had removed would throw here.
    for (const row of [own[0], own[1], own[4]]) feed.removeChild(row as Node);
    await settled();
    expect(shownTexts(feed)).to.deep.equal(['row c', 'row d']);
  });

  test('stay hidden if the page gives them another display', async () => {
    const style = new CSSStyleSheet();
    style.replaceSync('live-feed > article { display: flex }');
    document.adoptedStyleSheets.push(style);
    const { feed, settled } = await feedScene({ max: 1 });
    feed.append(...rows('a', 'b'));
    await settled();
    expect(shownTexts(feed)).to.deep.equal(['row a']);
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== style);
  });

  test('make room for those of the channel', async () => {
    const { feed, send } = await feedScene({ max: 3 });
    const own = rows('a', 'b', 'c');
    feed.append(...own);
    await send({ id: 1, title: 'one' }, { id: 2, title: 'two' });
    expect(shownTexts(feed)).to.deep.equal(['two', 'one', 'row a']);
    expect(own.every((row) => row.parentNode === feed)).to.equal(true);
  });

  test('are updated by an item in their place, which leaves with them', async () => {
    const { feed, send, settled } = await feedScene();
    const [a, b] = rows('a', 'b') as [HTMLElement, HTMLElement];
    feed.append(a, b);
    await send({ id: 'a', title: 'new a' });
    expect(shownTexts(feed)).to.deep.equal(['new a', 'row b']);
    expect(a.parentNode).to.equal(feed);
    await send({ id: 'a', title: 'newer a' });
    expect(shownTexts(feed)).to.deep.equal(['newer a', 'row b']);
    feed.insertBefore(b, a);
    await settled();
    expect(shownTexts(feed)).to.deep.equal(['row b', 'newer a']);
    feed.appendChild(b);
    feed.removeChild(a);
    await settled();
    expect(shownTexts(feed)).to.deep.equal(['row b']);
  });

  test('are never doubled by a snapshot that names them, nor by their own arrival', async () => {
    const { feed, snapshot, settled } = await feedScene();
    feed.append(...rows('2', '1'));
    await snapshot({ id: 1, title: 'one' }, { id: 2, title: 'two' }, { id: 3, title: 'three' });
    expect(shownTexts(feed)).to.deep.equal(['three', 'two', 'one']);
    feed.prepend(...rows('3'));
    await settled();
    expect(shownTexts(feed)).to.deep.equal(['row 3', 'two', 'one']);
    await snapshot({ id: 1, title: 'one' }, { id: 2, title: 'two' }, { id: 3, title: 'three' });
    expect(shownTexts(feed)).to.deep.equal(['three', 'two', 'one']);
  });

  test('are hidden when a message removes them or a snapshot leaves them out', async () => {
    const { feed, send, snapshot } = await feedScene();
    const own = rows('a', 'b', 'c');
    feed.append(...own);
    await send({ id: 'a', op: 'remove' });
    expect(shownTexts(feed)).to.deep.equal(['row b', 'row c']);
    await snapshot({ id: 'c', title: 'c' });
    expect(shownTexts(feed)).to.deep.equal(['c']);
    await snapshot();
    expect(shownTexts(feed)).to.deep.equal([]);
    expect(feed.renderRoot.querySelector('[part="empty"]')?.textContent).to.equal('Nothing yet');
    for (const row of own) feed.removeChild(row);
  });

  test('come back when the feed follows another channel, and what the feed made goes', async () => {
    const { feed, snapshot, settled } = await feedScene();
    feed.append(...rows('b', 'a'));
    await snapshot({ id: 'a', title: 'new a' }, { id: 'c', title: 'c' });
    expect(shownTexts(feed)).to.deep.equal(['c', 'new a']);
    feed.channel = 'Other';
    await settled();
    expect(shownTexts(feed)).to.deep.equal(['row b', 'row a']);
  });

  test('are no items while the page hides them', async () => {
    const { feed, settled } = await feedScene({ max: 1 });
    const [a, b] = rows('a', 'b') as [HTMLElement, HTMLElement];
    a.hidden = true;
    feed.append(a, b);
    await settled();
    expect(shownTexts(feed)).to.deep.equal(['row b']);
    expect(b.getAttribute('aria-setsize')).to.equal('1');
    expect(a.hidden).to.equal(true);
  });

  test('keep the focus in the feed when one that has it goes', async () => {
    const { feed, send } = await feedScene();
    feed.append(...rows('a', 'b'));
    await send({ id: 'c', title: 'c' });
    (feed.firstElementChild as HTMLElement).focus();
    await send({ id: 'c', op: 'remove' });
    expect(document.activeElement?.textContent).to.equal('row a');
    expect([...feed.querySelectorAll<HTMLElement>('[tabindex="0"]')].length).to.equal(1);
  });
});

suite('items of Turbo Streams', () => {
  teardown(closeScenes);

  test('are removed beyond the limit, so that a long day stays bounded', async () => {
    const { feed, settled } = await feedScene({ max: 3 }, html`<article>rendered</article>`);
    for (let n = 0; n < 10; n += 1) await stream(feed, ...rows(String(n)));
    await settled();
    expect(shownTexts(feed)).to.deep.equal(['row 9', 'row 8', 'row 7']);
    expect(feed.childElementCount, 'with the one that the server rendered').to.equal(4);
  });

  test('take the place of a message of the same item, and are updated by the next', async () => {
    const { feed, send, settled } = await feedScene();
    await send({ id: 3, title: 'three' });
    const [row] = rows('3') as [HTMLElement];
    delete row.dataset['key'];
    row.id = 'activity_3';
    await stream(feed, row);
    await settled();
    expect(shownTexts(feed)).to.deep.equal(['row 3']);
    await send({ id: 3, title: 'three again' });
    expect(shownTexts(feed)).to.deep.equal(['three again']);
    expect(feed.childElementCount).to.equal(1);
  });
});

suite('identities of items', () => {
  teardown(closeScenes);

  const named = {
    'data-key="3"': html`<article data-key="3">old</article>`,
    'data-id="3"': html`<article data-id="3">old</article>`,
    'id="3"': html`<article id="3">old</article>`,
    'id="activity_3"': html`<article id="activity_3">old</article>`,
    'id="admin_activity_3"': html`<article id="admin_activity_3">old</article>`,
  };
  for (const [written, item] of Object.entries(named)) {
    test(`are read from ${written}`, async () => {
      const { feed, send } = await feedScene({}, item);
      await send({ id: 3, title: 'new' });
      expect(shownTexts(feed)).to.deep.equal(['new']);
    });
  }

  test('name no item if two share them', async () => {
    const { feed, send } = await feedScene(
      {},
      html`<article id="order_3">order</article>
        <article id="invoice_3">invoice</article>`,
    );
    await send({ id: 3, title: 'new' });
    expect(shownTexts(feed)).to.deep.equal(['new', 'order', 'invoice']);
  });

  test('beyond 2^53 stay apart', async () => {
    const { feed, send } = await feedScene();
    await send(...['9007199254740992', '9007199254740993', '9007199254740994'].map((id) => ({ id, title: id })));
    expect(shownTexts(feed).length).to.equal(3);
  });
});

suite('a template of a framework', () => {
  teardown(closeScenes);

  test('makes items', async () => {
    const { feed, send } = await feedScene();
    const template = document.createElement('template');
    template.slot = 'item';
    const article = document.createElement('section');
    article.append('{{title}}');
    template.appendChild(article);
    feed.appendChild(template);
    await send({ id: 1, title: 'one' });
    expect(feed.querySelector(':scope > section')?.textContent).to.equal('one');
  });

  test('is reported once if it is empty, and the feed shows items in its own way', async () => {
    const { feed, send } = await feedScene({}, html`<template slot="item"></template>`);
    const errors: string[] = [];
    feed.addEventListener('live-error', (event) => errors.push(String((event as LiveErrorEvent).error)));
    await send({ id: 1, title: 'one' }, { id: 2, title: 'two' });
    expect(shownTexts(feed)).to.deep.equal(['two', 'one']);
    expect(errors.length).to.equal(1);
    expect(errors[0]).to.include('template');
  });
});
