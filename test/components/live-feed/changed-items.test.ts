import '../../../components/define/live-feed.js';
import { expect, html } from '@open-wc/testing';
import type { LiveErrorEvent } from '../../../components/internal/events.js';
import { ElementTime } from '../../support/element-time.js';
import { closeScenes, feedScene, settleSlowly, shownTexts } from './feed-fixture.js';

suite('items of LiveFeed that change', () => {
  teardown(closeScenes);

  test('move to the edge where new items appear if the page asks for it', async () => {
    const { feed, send } = await feedScene({ whenUpdated: 'move' }, html`<article data-key="own">own</article>`);
    await send({ id: 1, title: 'a' }, { id: 2, title: 'b' }, { id: 3, title: 'c' });
    const item = feed.querySelector('[data-key="1"]');
    await send({ id: 1, title: 'a again' });
    expect(shownTexts(feed)).to.deep.equal(['a again', 'c', 'b', 'own']);
    expect(feed.querySelector('[data-key="1"]')).to.equal(item);
    await send({ id: 'own', title: 'own again' });
    expect(shownTexts(feed)).to.deep.equal(['own again', 'a again', 'c', 'b']);
  });

  test('do not move in front of items that happened later, nor for an older change', async () => {
    const at = (minute: number): string => new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString();
    const { feed, send } = await feedScene({ whenUpdated: 'move' });
    await send({ id: 1, title: 'a', at: at(1) }, { id: 2, title: 'b', at: at(2) }, { id: 3, title: 'c', at: at(9) });
    await send({ id: 1, title: 'a again', at: at(5) });
    expect(shownTexts(feed)).to.deep.equal(['c', 'a again', 'b']);
    await send({ id: 3, title: 'late', at: at(3) });
    expect(shownTexts(feed)).to.deep.equal(['c', 'a again', 'b']);
  });

  test('change at once and move later while a person reads', async () => {
    const { feed, send, settled } = await feedScene({ whenUpdated: 'move' });
    await send({ id: 1, title: 'a' }, { id: 2, title: 'b' });
    feed.insert = 'pill';
    await send({ id: 1, title: 'a again' });
    expect(shownTexts(feed)).to.deep.equal(['b', 'a again']);
    feed.showPending();
    await settled();
    expect(shownTexts(feed)).to.deep.equal(['a again', 'b']);
  });

  test('keep the focus when they move', async function () {
    if (!('moveBefore' in Element.prototype)) this.skip();
    const { feed, send } = await feedScene({ whenUpdated: 'move', insert: 'immediate' });
    await send({ id: 1, title: 'a', url: '#a' }, { id: 2, title: 'b' });
    feed.querySelector<HTMLElement>('[data-key="1"]')?.focus();
    await send({ id: 1, title: 'a again' });
    expect(shownTexts(feed)).to.deep.equal(['a again', 'b']);
    expect(document.activeElement).to.equal(feed.querySelector('[data-key="1"]'));
  });

  test('are not animated when more than five arrive within a second', async () => {
    const time = new ElementTime().stop();
    const quicken = settleSlowly();
    try {
      const { feed, send } = await feedScene();
      for (let id = 0; id < 6; id += 1) await send({ id, title: 'a' });
      expect(feed.querySelector('[data-key="0"]')?.getAnimations()).to.not.deep.equal([]);
      expect(feed.querySelector('[data-key="5"]')?.getAnimations()).to.deep.equal([]);
    } finally {
      time.end();
      quicken();
    }
  });
});

suite('renderItem of LiveFeed', () => {
  teardown(closeScenes);

  test('renders the content of an item, and again when it changes', async () => {
    const { feed, send } = await feedScene({
      renderItem: (body, previous) =>
        Object.assign(previous ?? document.createElement('p'), { textContent: (body as { title: string }).title }),
    });
    await send({ id: 1, title: 'a <b>' });
    const content = feed.querySelector('article > p');
    expect(content?.textContent).to.equal('a <b>');
    await send({ id: 1, title: 'c' });
    expect(feed.querySelector('article > p')).to.equal(content);
    expect(content?.textContent).to.equal('c');
  });

  test('that throws or returns no node is told once, and the item has the built-in layout', async () => {
    for (const renderItem of [
      () => {
        throw new Error('broken');
      },
      () => '<p>text</p>' as unknown as Node,
    ]) {
      const { feed, send } = await feedScene({ renderItem });
      const errors: string[] = [];
      feed.addEventListener('live-error', (event) => errors.push(String((event as LiveErrorEvent).error)));
      await send({ id: 1, title: 'a' }, { id: 2, title: 'b' });
      expect(shownTexts(feed)).to.deep.equal(['b', 'a']);
      expect(errors.length).to.equal(1);
    }
  });
});
