import '../../../components/define/live-feed.js';
import { expect, fixture, html, nextFrame } from '@open-wc/testing';
import type { LiveErrorEvent } from '../../../components/internal/events.js';
import type { LiveFeed } from '../../../components/live-feed/live-feed.js';
import { FakeCable } from '../../../src/testing/index.js';
import { HeldClock } from '../../support/held-clock.js';
import { closeScenes, feedScene, shownTexts } from './feed-fixture.js';
import { outOfSight } from '../../support/sight.js';
import { waitUntil } from '../../support/wait-until.js';
import { steadyConnection } from '../../support/steady-connection.js';

/** Puts a feed far below the window, and waits until the browser knows. */
async function putBelow(feed: LiveFeed): Promise<void> {
  const space = document.createElement('div');
  space.style.blockSize = '5000px';
  feed.before(space);
  await outOfSight(feed);
}

function partText(feed: LiveFeed, name: string): string | undefined {
  return feed.renderRoot.querySelector(`[part="${name}"]`)?.textContent.replace(/\s+/g, ' ').trim();
}

suite('the first items of LiveFeed', () => {
  let clock: HeldClock | undefined;

  teardown(() => {
    clock?.end();
    clock = undefined;
    closeScenes();
  });

  test('are shown at once though the feed is out of sight', async () => {
    clock = new HeldClock();
    const { feed, send, settled } = await feedScene();
    await putBelow(feed);
    await send({ id: 1, title: 'one' });
    expect(shownTexts(feed)).to.deep.equal(['one']);
    await send({ id: 2, title: 'two' });
    expect(shownTexts(feed), 'later ones wait').to.deep.equal(['one']);
    clock.tick();
    await settled();
    expect(shownTexts(feed), 'but not for ever').to.deep.equal(['two', 'one']);
  });

  test('are shown at once if they come as a snapshot beside those that the server rendered', async () => {
    const { feed, snapshot } = await feedScene({}, html`<article data-key="1">one</article>`);
    await putBelow(feed);
    await snapshot({ id: 1, title: 'one' }, { id: 2, title: 'two' });
    expect(shownTexts(feed)).to.deep.equal(['two', 'one']);
    expect(feed.waiting).to.equal(0);
  });

  test('are followed at once by what was missed, though the feed is out of sight', async () => {
    clock = new HeldClock();
    const { feed, send, deliver, settled } = await feedScene();
    await putBelow(feed);
    await send({ id: 1, title: 'one' });
    await deliver({ type: 'gap', since: Date.now() - 5_000, until: Date.now() });
    expect(feed.matches(':state(stale)')).to.equal(true);
    expect(partText(feed, 'age')).to.match(/^updates missed since \d/);
    clock.tick();
    await settled();
    expect(shownTexts(feed)[0], 'its row follows').to.match(/^updates missed/);
    expect(feed.matches(':state(stale)')).to.equal(false);
  });

  test('are shown at once also if later ones wait for the button', async () => {
    const { feed, send } = await feedScene({ insert: 'pill' });
    await send({ id: 1, title: 'one' });
    expect(shownTexts(feed)).to.deep.equal(['one']);
    await send({ id: 2, title: 'two' });
    expect(shownTexts(feed)).to.deep.equal(['one']);
    expect(partText(feed, 'pill')).to.equal('↑1 new');
  });

  test('are none until the snapshot came', async () => {
    const connection = steadyConnection(new FakeCable());
    let answer: ((response: Response) => void) | undefined;
    const { fetch } = globalThis;
    globalThis.fetch = () => new Promise((resolve) => (answer = resolve));
    try {
      const feed = await fixture<LiveFeed>(html`<live-feed channel="C" snapshot="/recent" .connection=${connection}></live-feed>`);
      await waitUntil(() => answer !== undefined, 'the snapshot is fetched');
      expect(partText(feed, 'empty')).to.equal('Nothing heard yet');
      answer?.(Response.json([]));
      await waitUntil(() => partText(feed, 'empty') === 'Nothing yet', 'now it is known');
      expect(feed.matches(':state(live)')).to.equal(true);
    } finally {
      globalThis.fetch = fetch;
      connection.close();
    }
  });
});

suite('a snapshot of LiveFeed', () => {
  teardown(closeScenes);

  const noItems = {
    'an error': { error: 'gone' },
    'an empty object': {},
    'a nested value': { value: { cents: 4200 } },
    totals: { books: 16 },
  };
  for (const [name, body] of Object.entries(noItems)) {
    test(`that is ${name} is reported, and the feed keeps what it has and is in doubt`, async () => {
      const { feed, snapshot } = await feedScene();
      await snapshot({ id: 1, title: 'one' });
      expect(feed.matches(':state(live)')).to.equal(true);
      const errors: string[] = [];
      feed.addEventListener('live-error', (event) => errors.push(String((event as LiveErrorEvent).error)));
      await snapshot(body);
      expect(shownTexts(feed)).to.deep.equal(['one']);
      expect(feed.matches(':state(stale)')).to.equal(true);
      expect(errors.length).to.equal(1);
      expect(errors[0]).to.include('items');
      await snapshot({ id: 1, title: 'one' });
      expect(feed.matches(':state(live)')).to.equal(true);
    });
  }

  test('that is one object counts if the template shows something of it', async () => {
    const { feed, snapshot } = await feedScene({}, html`<template slot="item"><p>{{sku}}</p></template>`);
    await snapshot({ sku: 'A-7' });
    expect(feed.querySelector(':scope > p')?.textContent).to.equal('A-7');
  });

  test('that is empty empties the feed', async () => {
    const { feed, snapshot } = await feedScene();
    await snapshot({ id: 1, title: 'one' });
    await snapshot();
    expect(shownTexts(feed)).to.deep.equal([]);
    expect(partText(feed, 'empty')).to.equal('Nothing yet');
    expect(feed.matches(':state(live)')).to.equal(true);
  });

  test('may list the newest first, if all of its items say when they happened', async () => {
    const { feed, snapshot } = await feedScene();
    const at = (second: number): string => `2026-11-29T05:00:0${second}Z`;
    await snapshot(
      { id: 4, title: 'd', at: at(3) },
      { id: 3, title: 'c', at: at(2) },
      { id: 2, title: 'b', at: at(2) },
      { id: 1, title: 'a', at: at(1) },
    );
    expect(shownTexts(feed)).to.deep.equal(['d', 'c', 'b', 'a']);
  });

  test('keeps its order if one of its items does not say when it happened', async () => {
    const { feed, snapshot } = await feedScene();
    await snapshot({ id: 2, title: 'b', at: '2026-11-29T05:00:02Z' }, { id: 1, title: 'a' });
    expect(shownTexts(feed)).to.deep.equal(['a', 'b']);
  });
});

suite('the order of LiveFeed', () => {
  teardown(closeScenes);

  test('puts a late item behind those that happened later', async () => {
    const { feed, send } = await feedScene();
    await send({ id: 1, title: 'a', at: 1_790_000_001.5 }, { id: 3, title: 'c', at: 1_790_000_003.5 });
    await send({ id: 2, title: 'b', at: 1_790_000_002.5 });
    expect(shownTexts(feed)).to.deep.equal(['c', 'b', 'a']);
  });

  test('puts a late item before those that happened later, in a log', async () => {
    const { feed, send } = await feedScene({ order: 'newest-last' });
    await send({ id: 1, title: 'a', at: 1_790_000_001.5 }, { id: 3, title: 'c', at: 1_790_000_003.5 });
    await send({ id: 2, title: 'b', at: 1_790_000_002.5 });
    expect(shownTexts(feed)).to.deep.equal(['a', 'b', 'c']);
  });

  test('is that of arrival within a second whose fraction was cut', async () => {
    const { feed, send } = await feedScene();
    await send({ id: 1, title: 'a', at: '2026-11-29T05:00:07.400Z' }, { id: 2, title: 'b', at: '2026-11-29T05:00:07Z' });
    expect(shownTexts(feed)).to.deep.equal(['b', 'a']);
  });

  test('is that of the numbers, if the feed has them', async () => {
    const { feed, send } = await feedScene({ version: 'v' });
    await send({ id: 1, title: 'a', v: 1, at: 1_790_000_009 }, { id: 3, title: 'c', v: '9007199254740995', at: 1_790_000_001 });
    await send({ id: 2, title: 'b', v: '9007199254740993', at: 1_790_000_000 });
    expect(shownTexts(feed)).to.deep.equal(['c', 'b', 'a']);
  });

  test('lets no older update of an item replace a newer one', async () => {
    const { feed, send } = await feedScene();
    await send({ id: 1, title: 'paid', at: 1_790_000_009.5 });
    await send({ id: 1, title: 'ordered', at: 1_790_000_001.5 });
    expect(shownTexts(feed)).to.deep.equal(['paid']);
    await send({ id: 1, title: 'shipped', at: 1_790_000_010.5 });
    expect(shownTexts(feed)).to.deep.equal(['shipped']);
  });

  test('lets no older update replace a newer one that waits', async () => {
    const { feed, send } = await feedScene({ insert: 'pill' });
    await send({ id: 0, title: 'first' });
    await send({ id: 1, title: 'paid', at: 1_790_000_009.5 }, { id: 1, title: 'ordered', at: 1_790_000_001.5 });
    feed.showPending();
    expect(shownTexts(feed)).to.deep.equal(['paid', 'first']);
  });
});

suite('LiveFeed for people who listen', () => {
  teardown(closeScenes);

  function announced(): string {
    return document.getElementById('cablegram-announcements')?.textContent ?? '';
  }

  test('names its articles by their heading or their text', async () => {
    const { feed, send } = await feedScene(
      {},
      html`<article>
          <p>By Ana</p>
          <h3>Atlas</h3>
        </article>
        <article>plain</article>
        <article aria-label="mine">x</article>`,
    );
    await send({ id: 1, actor: 'Ana', verb: 'ordered', object: 'Maps' });
    const names = [...feed.children].map((item) => item.ariaLabel ?? item.ariaLabelledByElements?.[0]?.textContent);
    expect(names).to.deep.equal(['Ana ordered Maps', 'Atlas', 'plain', 'mine']);
    await send({ id: 1, actor: 'Bo', verb: 'paid', object: 'Maps' });
    expect(feed.children[0]?.ariaLabelledByElements?.[0]?.textContent).to.equal('Bo paid Maps');
    for (const animation of document.getAnimations()) animation.finish();
    await expect(feed).to.be.accessible();
  });

  test('is silent unless it is asked for', async () => {
    const silent = await feedScene({ label: 'Silent' });
    const polite = await feedScene({ announce: 'polite', label: 'Polite' });
    for (const { send } of [silent, polite]) {
      await send({ id: 1, title: 'a' });
      await send({ id: 2, title: 'b' });
    }
    // It would have been announced before the other feed, which received its items later.
    await waitUntil(() => announced().includes('Polite: 1 new'), announced());
    expect(announced()).to.not.include('Silent');
  });

  test('says politely how many items are new, and not those that it begins with', async () => {
    const { send } = await feedScene({ announce: 'polite', label: 'Orders' });
    await send({ id: 1, title: 'a' }, { id: 2, title: 'b' });
    void send({ id: 3, title: 'c' }, { id: 4, title: 'd' });
    await send({ id: 5, title: 'e' }, { id: 5, title: 'e again' }, { id: 4, title: 'd again' });
    await waitUntil(() => announced().includes('Orders: 3 new'), announced());
  });

  test('says "99+" for more than 99 new items', async () => {
    const { send } = await feedScene({ announce: 'polite', label: 'Flood' });
    await send({ id: 0, title: 'a' });
    await send(...Array.from({ length: 120 }, (_, id) => ({ id: id + 1, title: 'b' })));
    await waitUntil(() => announced().includes('Flood: 99+ new'), announced());
  });

  test('says that updates were missed', async () => {
    const { send, deliver } = await feedScene({ announce: 'polite', label: 'Orders' });
    await send({ id: 1, title: 'a' });
    await deliver({ type: 'gap', since: Date.now() - 5000, until: Date.now() });
    await waitUntil(() => announced().includes('Orders: updates missed'), announced());
  });

  test('says once that the items grew stale', async () => {
    const { feed, send } = await feedScene({ announce: 'polite', label: 'Old orders', staleAfter: 100 });
    await send({ id: 1, title: 'a' });
    await waitUntil(() => announced().includes('Old orders: as of'), 'It is not said.');
    feed.requestUpdate();
    await feed.updateComplete;
    expect(announced().split('Old orders: as of')).to.have.length(2);
  });
});

suite('a LiveFeed with a height', () => {
  teardown(closeScenes);

  test('scrolls by itself, and only while its items need it', async () => {
    const { feed, send, snapshot } = await feedScene();
    feed.style.blockSize = '100px';
    await send(...Array.from({ length: 10 }, (_, n) => ({ id: n, title: `item ${n}` })));
    await waitUntil(() => getComputedStyle(feed).overflowY === 'auto', 'it scrolls');
    expect(feed.scrollHeight).to.be.above(200);
    await snapshot({ id: 1, title: 'one' });
    await waitUntil(() => getComputedStyle(feed).overflowY === 'visible', 'it scrolls no longer');
  });

  test('is no scroll container without a height', async () => {
    const { feed, send } = await feedScene();
    await send(...Array.from({ length: 10 }, (_, n) => ({ id: n, title: `item ${n}` })));
    await nextFrame();
    expect(getComputedStyle(feed).overflowY).to.equal('visible');
  });
});
