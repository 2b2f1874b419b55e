import '../../../components/define/live-feed.js';
import { expect, html } from '@open-wc/testing';
import type { LiveErrorEvent, LiveLoadMoreEvent } from '../../../components/internal/events.js';
import type { LiveFeed } from '../../../components/live-feed/live-feed.js';
import { closeScenes, type FeedScene, feedScene, shownTexts } from './feed-fixture.js';
import { waitUntil } from '../../support/wait-until.js';

const realFetch = globalThis.fetch;
let requests: string[];
let answers: (() => Response)[];

function answer(body: unknown, status = 200): void {
  answers.push(() => new Response(JSON.stringify(body), { status }));
}

function part(feed: LiveFeed, name: string): HTMLElement | null {
  return feed.renderRoot.querySelector<HTMLElement>(`[part="${name}"]`);
}

function text(feed: LiveFeed): string | undefined {
  return part(feed, 'older')?.textContent.replace(/\s+/g, ' ').trim();
}

/** A feed with `load-more` that shows items 3 and 4. Its connection never asks for the snapshot. */
async function olderScene(attributes: Partial<LiveFeed> = {}): Promise<FeedScene> {
  const scene = await feedScene({ loadMore: true, ...attributes });
  await scene.snapshot({ id: 3, title: 'c' }, { id: 4, title: 'd' });
  Object.defineProperty(scene.feed, 'snapshot', { value: '/items.json?shop=1' });
  return scene;
}

suite('older items of LiveFeed', () => {
  setup(() => {
    requests = [];
    answers = [];
    globalThis.fetch = (url) => {
      requests.push(String(url instanceof Request ? url.url : url).replace(location.origin, ''));
      return Promise.resolve(answers.shift()?.() ?? new Response('', { status: 500 }));
    };
  });

  teardown(() => {
    globalThis.fetch = realFetch;
    closeScenes();
  });

  test('are fetched before the oldest item, and put behind it', async () => {
    const { feed, settled } = await olderScene();
    expect(text(feed)).to.equal('Show older');
    answer([
      { id: 1, title: 'a' },
      { id: 2, title: 'b' },
    ]);
    part(feed, 'more')?.click();
    await waitUntil(() => shownTexts(feed).length === 4);
    expect(requests).to.deep.equal(['/items.json?shop=1&before=3']);
    expect(shownTexts(feed)).to.deep.equal(['d', 'c', 'b', 'a']);
    await settled();
    answer({ items: [{ id: 0, title: 'z' }], more: false });
    await feed.showOlder();
    await settled();
    expect(requests[1]).to.equal('/items.json?shop=1&before=1');
    expect(shownTexts(feed)).to.deep.equal(['d', 'c', 'b', 'a', 'z']);
    expect(text(feed)).to.equal('No older items');
  });

  test('are put before the oldest item of a log', async () => {
    const { feed } = await olderScene({ order: 'newest-last' });
    answer([
      { id: 1, title: 'a' },
      { id: 2, title: 'b' },
    ]);
    await feed.showOlder();
    expect(shownTexts(feed)).to.deep.equal(['a', 'b', 'c', 'd']);
  });

  test('end with an empty list, and with a server that ignores what it is asked for', async () => {
    for (const list of [
      [],
      [
        { id: 3, title: 'c' },
        { id: 4, title: 'd' },
      ],
    ]) {
      const { feed, settled } = await olderScene();
      answer(list);
      await feed.showOlder();
      await settled();
      expect(shownTexts(feed)).to.deep.equal(['d', 'c']);
      expect(text(feed)).to.equal('No older items');
    }
  });

  test('say that they could not be loaded, and can be asked for again', async () => {
    const { feed, settled } = await olderScene();
    const codes: unknown[] = [];
    feed.addEventListener('live-error', (event) => codes.push(((event as LiveErrorEvent).error as { code: string }).code));
    answer('gone', 404);
    await feed.showOlder();
    answer({ error: 'gone' });
    await feed.showOlder();
    await settled();
    expect(text(feed)).to.equal('Older items could not be loaded Show older');
    expect(codes).to.deep.equal(['snapshot-failed', 'snapshot-unreadable']);
    answer([{ id: 2, title: 'b' }]);
    await feed.showOlder();
    await settled();
    expect(shownTexts(feed)).to.deep.equal(['d', 'c', 'b']);
    expect(text(feed)).to.equal('Show older');
  });

  test('are counted while the limit hides them, and shown first', async () => {
    const { feed, settled } = await feedScene(
      { loadMore: true, max: 2 },
      html`<article>1</article>
        <article>2</article>
        <article>3</article>`,
    );
    expect(text(feed)).to.equal('1 older item not shown Show older');
    part(feed, 'more')?.click();
    await settled();
    expect(shownTexts(feed)).to.deep.equal(['1', '2', '3']);
    expect(requests).to.deep.equal([]);
    expect(text(feed)).to.equal('Show older');
  });

  test('are counted where the limit removed them', async () => {
    const { feed, send } = await olderScene({ max: 2 });
    await send({ id: 5, title: 'e' });
    await send({ id: 6, title: 'f' });
    expect(text(feed)).to.equal('2 older items not shown Show older');
    answer([{ id: 4, title: 'd' }]);
    await feed.showOlder();
    expect(shownTexts(feed)).to.deep.equal(['f', 'e', 'd']);
    expect(requests).to.deep.equal(['/items.json?shop=1&before=5']);
  });

  test('stay when a snapshot arrives that overlaps with what is shown', async () => {
    const { feed, snapshot } = await olderScene();
    answer([{ id: 2, title: 'b' }]);
    await feed.showOlder();
    await snapshot({ id: 4, title: 'd' }, { id: 5, title: 'e' });
    expect(shownTexts(feed)).to.deep.equal(['e', 'd', 'b']);
    await snapshot({ id: 8, title: 'h' }, { id: 9, title: 'i' });
    expect(shownTexts(feed)).to.deep.equal(['i', 'h']);
  });

  test('are left to a page that loads them itself', async () => {
    const { feed, settled } = await olderScene();
    feed.addEventListener('live-load-more', (event) => {
      event.preventDefault();
      const item = document.createElement('article');
      item.textContent = `before ${(event as LiveLoadMoreEvent).before}`;
      feed.append(item);
    });
    await feed.showOlder();
    await settled();
    expect(requests).to.deep.equal([]);
    expect(shownTexts(feed)).to.deep.equal(['d', 'c', 'before 3']);
  });

  test('are offered in an accessible way', async () => {
    const { feed } = await olderScene();
    for (const animation of document.getAnimations()) animation.finish();
    await expect(feed).to.be.accessible();
  });
});

suite('the row for missed updates', () => {
  teardown(closeScenes);

  test('asks the page to reload, and is no item that was clicked', async () => {
    const { feed, send, deliver } = await feedScene();
    const seen: string[] = [];
    feed.addEventListener('live-item-click', () => seen.push('item'));
    feed.addEventListener('live-reload-request', (event) => {
      event.preventDefault();
      seen.push('reload');
    });
    await send({ id: 1, title: 'a' });
    await deliver({ type: 'gap', since: 1e12, until: 1e12 + 1e6 });
    const row = feed.querySelector<HTMLElement>('[data-live-gap]');
    row?.click();
    row?.querySelector('button')?.click();
    expect(seen).to.deep.equal(['reload']);
    expect(row?.ariaLabelledByElements?.[0]?.textContent).to.match(/^updates missed/);
  });
});
