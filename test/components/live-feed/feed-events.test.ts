import '../../../components/define/live-feed.js';
import { expect, html, nextFrame } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { LiveEvictEvent, LiveFlushEvent, LiveItemClickEvent, LivePendingEvent } from '../../../components/internal/events.js';
import { nameItem } from '../../../components/live-feed/name-item.js';
import { closeScenes, feedScene } from './feed-fixture.js';

suite('the events of LiveFeed', () => {
  teardown(closeScenes);

  test('report how many items wait, and that they are shown', async () => {
    const { feed, send, settled } = await feedScene({ insert: 'pill' });
    const seen: string[] = [];
    feed.addEventListener('live-pending', (event) => seen.push(`pending ${(event as LivePendingEvent).count}`));
    feed.addEventListener('live-flush', (event) => seen.push(`flush ${(event as LiveFlushEvent).count}`));
    await send({ id: 1, title: 'a' });
    await send({ id: 2, title: 'b' }, { id: 3, title: 'c' });
    await send({ id: 2, title: 'b again' });
    feed.showPending();
    await settled();
    expect(seen).to.deep.equal(['pending 2', 'flush 2', 'pending 0']);
  });

  test('report once which items leave because of the limit', async () => {
    const { feed, send } = await feedScene({ max: 2 }, html`<article id="own">own</article>`);
    const seen: string[][] = [];
    feed.addEventListener('live-evict', (event) =>
      seen.push((event as LiveEvictEvent).items.map((item) => (item as HTMLElement).dataset['key'] ?? item.id)),
    );
    await send({ id: 1, title: 'a' });
    await send({ id: 2, title: 'b' });
    await send({ id: 3, title: 'c' });
    expect(seen).to.deep.equal([['own'], ['1']]);
  });

  test('report a click on an item with its body, and Enter on the item itself', async () => {
    const { feed, send } = await feedScene({}, html`<article data-key="own"><b>own</b></article>`);
    const seen: unknown[] = [];
    feed.addEventListener('live-item-click', (event) => {
      const { item, body } = event as LiveItemClickEvent;
      seen.push([(item as HTMLElement).dataset['key'], body]);
    });
    await send({ id: 1, title: 'a' });
    feed.querySelector('b')?.click();
    feed.querySelector<HTMLElement>('[data-key="1"] div')?.click();
    feed.querySelector<HTMLElement>('[data-key="1"]')?.focus();
    await sendKeys({ press: 'Enter' });
    expect(seen).to.deep.equal([
      ['own', undefined],
      ['1', { id: 1, title: 'a' }],
      ['1', { id: 1, title: 'a' }],
    ]);
  });

  test('let the page prevent what a click on an item does', async () => {
    const { feed, send } = await feedScene();
    await send({ id: 1, title: 'a', url: '#there' });
    feed.addEventListener('live-item-click', (event) => event.preventDefault());
    const click = new MouseEvent('click', { bubbles: true, cancelable: true });
    feed.querySelector('a')?.dispatchEvent(click);
    expect(click.defaultPrevented).to.equal(true);
  });
});

suite('the list of LiveFeed', () => {
  teardown(closeScenes);

  test('is busy while items go in', async () => {
    const { feed, send } = await feedScene();
    const list = feed.renderRoot.querySelector('[part="list"]');
    const busy: (string | null | undefined)[] = [];
    feed.addEventListener('live-insert', () => busy.push(list?.ariaBusy));
    await send({ id: 1, title: 'a' });
    await nextFrame();
    expect([...busy, list?.ariaBusy]).to.deep.equal(['true', 'false']);
  });
});

suite('nameItem', () => {
  test('labels an item by its text where the browser has no element references', () => {
    const item = document.createElement('article');
    item.innerHTML = '<time>now</time><p>Ana\n ordered</p>';
    nameItem(item, false);
    expect(item.ariaLabel).to.equal('Ana ordered');
    item.lastElementChild?.replaceChildren('Bo paid');
    nameItem(item, false);
    expect(item.ariaLabel).to.equal('Bo paid');
  });

  test('keeps the name that the page gives', () => {
    const item = document.createElement('article');
    item.textContent = 'text';
    item.ariaLabel = 'mine';
    nameItem(item, false);
    expect(item.ariaLabel).to.equal('mine');
  });
});
