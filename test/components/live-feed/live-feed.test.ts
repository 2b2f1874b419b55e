import '../../../components/define/live-feed.js';
import { expect, fixture, html, nextFrame, oneEvent } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { Subject } from 'rxjs';
import type { LiveErrorEvent, LiveGapEvent, LiveInsertEvent } from '../../../components/internal/events.js';
import type { LiveFeed } from '../../../components/live-feed/live-feed.js';
import type { Channel, Connection, Message } from '../../../src/index.js';
import { decode } from '../../../src/index.js';
import { FakeCable } from '../../../src/testing/index.js';
import { ElementTime } from '../../support/element-time.js';
import { preferring } from '../../support/media.js';
import { settleSlowly } from './feed-fixture.js';
import { harmfulUrls } from '../internal/harmful-urls.js';
import { waitUntil } from '../../support/wait-until.js';
import { steadyConnection } from '../../support/steady-connection.js';

let fake: FakeCable;
let time: ElementTime;
let connection: Connection;

setup(() => {
  time = new ElementTime();
  fake = new FakeCable();
  connection = steadyConnection(fake, { retry: () => 8 });
});

teardown(() => {
  time.end();
  connection.close();
});

function broadcast(...bodies: readonly unknown[]): void {
  for (const body of bodies) fake.broadcast('ActivityChannel', {}, body);
}

/** An instant that is still shown as now when a frame has taken long: a server's clock may be a minute ahead. */
function aMoment(): string {
  return new Date(Date.now() + 30_000).toISOString();
}

/** Two frames: what came in is batched in the first, and rendered by the second. */
async function settled(feed: LiveFeed): Promise<void> {
  await nextFrame();
  await nextFrame();
  await feed.updateComplete;
}

async function feedOf(attributes: Partial<LiveFeed> = {}, content = html``): Promise<LiveFeed> {
  const feed = await fixture<LiveFeed>(
    html`<live-feed label="Activity" channel="ActivityChannel" .connection=${connection}>${content}</live-feed>`,
  );
  Object.assign(feed, attributes);
  await settled(feed);
  return feed;
}

function texts(feed: LiveFeed): string[] {
  return [...feed.children]
    .filter((child) => child.localName !== 'template' && !child.slot && !(child as HTMLElement).hidden)
    .map((child) => (child.firstElementChild ?? child).textContent.trim());
}

function part(feed: LiveFeed, name: string): HTMLElement | null {
  return feed.renderRoot.querySelector<HTMLElement>(`[part="${name}"]`);
}

const article = html`<article data-key="1"><p>rendered</p></article>`;

suite('LiveFeed', () => {
  test('keeps what the server rendered', async () => {
    const feed = await feedOf({}, article);
    expect(texts(feed)).to.deep.equal(['rendered']);
    broadcast({ id: 2, title: 'live' });
    await settled(feed);
    expect(texts(feed)).to.deep.equal(['live', 'rendered']);
  });

  test('shows messages, the newest first, as children of its own', async () => {
    const feed = await feedOf();
    broadcast({ title: 'one' }, { event: 'order_created', data: { title: 'two' } }, { metric: 'orders', type: 'datapoint', value: 3 });
    await settled(feed);
    expect(texts(feed)).to.deep.equal(['orders 3', 'Order created two', 'one']);
  });

  test('shows the newest last as a log', async () => {
    const feed = await feedOf({ order: 'newest-last' }, article);
    broadcast({ title: 'one' }, { title: 'two' });
    await settled(feed);
    expect(texts(feed)).to.deep.equal(['rendered', 'one', 'two']);
    expect(part(feed, 'list')?.getAttribute('role')).to.equal('log');
  });

  test('updates a known key in place, also one that the server rendered', async () => {
    const feed = await feedOf({}, article);
    broadcast({ id: 2, title: 'two' }, { id: 3, title: 'three' });
    await settled(feed);
    const [, two] = feed.children;
    broadcast({ id: 2, title: 'two again' }, { event: 'x', data: { id: 1, title: 'one' } });
    await settled(feed);
    expect(texts(feed)).to.deep.equal(['three', 'two again', 'X one']);
    expect(feed.children[1]).to.equal(two);
  });

  test('removes by key', async () => {
    const feed = await feedOf({}, article);
    broadcast({ id: 2, title: 'x' }, { id: 1, op: 'remove' }, { id: 2, op: 'remove' }, { id: 9, op: 'remove' });
    await settled(feed);
    expect(texts(feed)).to.deep.equal([]);
  });

  test('takes only the named events', async () => {
    const feed = await feedOf({ event: 'created paid' });
    broadcast({ event: 'created' }, { event: 'deleted' }, { event: 'paid' }, { text: 'x' });
    await settled(feed);
    expect(texts(feed)).to.deep.equal(['Paid', 'Created']);
  });

  test('holds no more than max', async () => {
    const feed = await feedOf({ max: 3 }, article);
    broadcast(...['a', 'b', 'c', 'd', 'e'].map((title) => ({ title })));
    await settled(feed);
    expect(texts(feed)).to.deep.equal(['e', 'd', 'c']);
  });

  test('never evicts the item that has the focus', async () => {
    const feed = await feedOf({ max: 2, insert: 'immediate' }, html`<article><a href="#x">rendered</a></article>`);
    feed.querySelector('a')?.focus();
    broadcast({ title: 'a' }, { title: 'b' }, { title: 'c' });
    await settled(feed);
    expect(texts(feed)).to.deep.equal(['c', 'b', 'rendered']);
    expect(document.activeElement?.textContent).to.equal('rendered');
  });

  test('leaves out an item whose insertion is canceled', async () => {
    const feed = await feedOf();
    feed.addEventListener('live-insert', (event) => {
      if ((event as LiveInsertEvent).item.textContent.includes('no')) event.preventDefault();
    });
    broadcast({ title: 'yes' }, { title: 'no' });
    await settled(feed);
    expect(texts(feed)).to.deep.equal(['yes']);
  });

  test('replaces by a snapshot what it does not name, and keeps what it does', async () => {
    const messages$ = new Subject<readonly Message[]>();
    const feed = await feedOf(
      { connection: withBatches(messages$) },
      html`${article}
        <article data-key="2"><p>two</p></article>`,
    );
    const two = feed.querySelector('[data-key="2"]');
    messages$.next([
      {
        type: 'snapshot',
        messages: [
          { id: 2, title: 'two' },
          { id: 3, title: 'three' },
          { id: 4, title: 'four' },
        ].map((body) => decode(body)),
      },
    ]);
    await settled(feed);
    expect(texts(feed)).to.deep.equal(['four', 'three', 'two']);
    expect(two?.checkVisibility(), "hidden, since it is the page's").to.equal(false);
    messages$.next([
      {
        type: 'snapshot',
        messages: [
          { id: 3, title: 'three' },
          { id: 5, title: 'five' },
        ].map((body) => decode(body)),
      },
    ]);
    await settled(feed);
    expect(texts(feed)).to.deep.equal(['five', 'three']);
  });

  suite('template', () => {
    const template = html`<template slot="item">
      <section class="{{kind}}"><a href="{{url}}" onclick="{{url}}">{{actor.name}}</a> {{verb}} <time datetime="{{at}}"></time></section>
    </template>`;

    test('shows items as the page writes them', async () => {
      const feed = await feedOf({}, template);
      broadcast({ actor: { name: 'Ana' }, verb: 'came', url: '/ana', kind: 'visit', at: aMoment() });
      await settled(feed);
      const item = feed.querySelector<HTMLElement>('section');
      expect(item?.className).to.equal('visit');
      expect(item?.querySelector('a')?.getAttribute('href')).to.equal('/ana');
      expect(item?.querySelector('a')?.hasAttribute('onclick')).to.equal(false);
      expect(item?.textContent.replace(/\s+/g, ' ').trim()).to.equal('Ana came now');
      await oneClockTick(feed, () => item?.querySelector('time')?.title !== '');
      expect(item?.getAttribute('role')).to.equal('article');
    });

    test('reads paths in the data of an event, too', async () => {
      const feed = await feedOf({}, html`<template slot="item"><p>{{event}} {{name}}</p></template>`);
      broadcast({ event: 'x', data: { name: 'y' } });
      await settled(feed);
      expect(feed.querySelector(':scope > p')?.textContent).to.equal('x y');
    });

    test('lets no harmful address through', async () => {
      const feed = await feedOf(
        { max: 100 },
        html`<template slot="item"
          ><p><a href="{{url}}">{{url}}</a><img src="{{url}}" alt="" /></p
        ></template>`,
      );
      broadcast(...harmfulUrls.map((url) => ({ url })));
      await settled(feed);
      expect(feed.querySelectorAll(':scope > p').length).to.equal(harmfulUrls.length);
      expect(feed.querySelectorAll('[href], [src]').length).to.equal(0);
    });
  });

  test('shows every field of a payload as text', async () => {
    const feed = await feedOf({ max: 100 }, html``);
    const payload = '<img src=x onerror="globalThis.pwned = 1"><script>globalThis.pwned = 1</script>';
    const fields = [
      'actor',
      'verb',
      'object',
      'title',
      'name',
      'body',
      'message',
      'text',
      'url',
      'icon',
      'at',
      'id',
      'event',
      'type',
      'value',
      'metric',
      'status',
    ];
    broadcast(
      payload,
      ...fields.map((field) => ({ [field]: payload })),
      ...fields.map((field) => ({ event: payload, data: { [field]: payload } })),
    );
    await settled(feed);
    expect(feed.querySelectorAll('img, script').length).to.equal(0);
    expect('pwned' in globalThis).to.equal(false);
  });

  test('is not polluted by the names of object parts', async () => {
    const feed = await feedOf({}, html`<template slot="item"><p>{{__proto__.x}}{{constructor.name}}{{title}}</p></template>`);
    broadcast(
      JSON.parse('{"__proto__":{"x":1},"constructor":{"prototype":{"x":1}},"id":"__proto__","title":"a"}'),
      { id: 'constructor', title: 'b' },
      { id: '__proto__', title: 'c' },
    );
    await settled(feed);
    expect([...feed.querySelectorAll('p')].map((item) => item.textContent)).to.deep.equal(['b', 'c']);
    expect('x' in {}).to.equal(false);
  });

  suite('gap', () => {
    test('says at once that it is not live, and what was missed when it is again', async () => {
      const feed = await feedOf();
      broadcast({ title: 'before' });
      await settled(feed);
      expect(part(feed, 'age')).to.equal(null);
      const gap = oneEvent(feed, 'live-gap');
      fake.drop();
      time.advance(1_000);
      await feed.updateComplete;
      expect(part(feed, 'age')?.textContent.replace(/\s+/g, ' ').trim()).to.match(/^Reconnecting… · as of \d/);
      expect(feed.matches(':state(reconnecting)')).to.equal(true);
      await gap;
      broadcast({ title: 'after' });
      await settled(feed);
      expect(part(feed, 'age')).to.equal(null);
      expect(feed.children[0]?.textContent).to.include('after');
      expect(feed.children[1]?.textContent).to.match(/^updates missed \d.* – \d/);
      expect(feed.children[2]?.textContent).to.include('before');
    });

    test('shows gaps side by side as one row', async () => {
      const messages$ = new Subject<readonly Message[]>();
      const feed = await feedOf({ connection: withBatches(messages$) });
      const told: number[] = [];
      feed.addEventListener('live-gap', (event) => told.push((event as LiveGapEvent).since));
      messages$.next([
        decode({ title: 'a' }),
        { type: 'gap', since: 1e12, until: 1e12 + 1e6 },
        { type: 'gap', since: 1e12 + 1e6, until: 1e12 + 2e6 },
        decode({ title: 'b' }),
      ]);
      await settled(feed);
      expect(feed.childElementCount).to.equal(3);
      expect(told.length).to.equal(2);
    });
  });

  test('stays empty where updates were missed before the first item', async () => {
    const messages$ = new Subject<readonly Message[]>();
    const feed = await feedOf({ connection: withBatches(messages$) });
    const gap = oneEvent(feed, 'live-gap');
    messages$.next([{ type: 'gap', since: 1e12, until: 1e12 + 1e6 }]);
    await gap;
    await settled(feed);
    expect(feed.childElementCount).to.equal(0);
    expect(part(feed, 'empty')).to.not.equal(null);
  });

  suite('keyboard', () => {
    test('moves between items by Page Down and Page Up', async () => {
      const feed = await feedOf();
      broadcast({ title: 'a' }, { title: 'b' }, { title: 'c' });
      await settled(feed);
      (feed.children[0] as HTMLElement).focus();
      await sendKeys({ press: 'PageDown' });
      await sendKeys({ press: 'PageDown' });
      expect(document.activeElement).to.equal(feed.children[2]);
      await sendKeys({ press: 'PageDown' });
      expect(document.activeElement).to.equal(feed.children[2]);
      await sendKeys({ press: 'PageUp' });
      expect(document.activeElement).to.equal(feed.children[1]);
    });

    test('leaves the feed by Ctrl+Home and Ctrl+End', async () => {
      const around = await fixture<HTMLElement>(
        html`<div>
          <button>before</button
          ><live-feed label="x"
            ><article>a <a href="#x">link</a></article></live-feed
          ><button>after</button>
        </div>`,
      );
      const feed = around.querySelector('live-feed') as LiveFeed;
      await settled(feed);
      feed.querySelector('article')?.focus();
      await pressWithControl('End');
      expect(document.activeElement?.textContent).to.equal('after');
      feed.querySelector('article')?.focus();
      await pressWithControl('Home');
      expect(document.activeElement?.textContent).to.equal('before');
    });

    test('is one stop of the Tab key', async () => {
      const feed = await feedOf();
      broadcast({ title: 'a' }, { title: 'b' });
      await settled(feed);
      expect([...feed.children].map((item) => (item as HTMLElement).tabIndex)).to.deep.equal([0, -1]);
    });
  });

  test('numbers its articles from 1', async () => {
    const feed = await feedOf({}, article);
    broadcast({ title: 'a' });
    await settled(feed);
    const numbers = [...feed.children].map((item) => `${item.getAttribute('aria-posinset')}/${item.getAttribute('aria-setsize')}`);
    expect(numbers).to.deep.equal(['1/2', '2/2']);
  });

  test('reports a mistake of its template once', async () => {
    const template = html`<template slot="item"
      ><p><b live-each="title">x</b>{{title}}</p></template
    >`;
    const feed = await feedOf({}, template);
    const errors: string[] = [];
    feed.addEventListener('live-error', (event) => errors.push(String((event as LiveErrorEvent).error)));
    broadcast({ id: 1, title: 'a' }, { id: 2, title: 'b' });
    await settled(feed);
    expect([...feed.querySelectorAll('p')].map(({ textContent }) => textContent)).to.deep.equal(['b', 'a']);
    expect(errors).to.have.length(1);
    expect(errors[0]).to.contain('live-each="title" of a template needs a list, but the body has a string there.');
  });

  test('is accessible with items, with a gap, empty, as a log and out of order', async () => {
    const feed = await feedOf();
    await expect(feed).to.be.accessible();
    broadcast(
      { actor: 'Ana', verb: 'ordered', object: '40 × Field Notes', url: '/x' },
      { event: 'export_failed', data: { message: 'font missing' } },
    );
    await settled(feed);
    for (const animation of document.getAnimations()) animation.finish();
    await expect(feed).to.be.accessible();
    fake.refuse();
    fake.drop();
    await settled(feed);
    for (const animation of document.getAnimations()) animation.finish();
    await expect(feed).to.be.accessible();
    fake.refuse(false);
    await oneEvent(feed, 'live-gap');
    await settled(feed);
    for (const animation of document.getAnimations()) animation.finish();
    await expect(feed).to.be.accessible();
    feed.order = 'newest-last';
    await settled(feed);
    for (const animation of document.getAnimations()) animation.finish();
    await expect(feed).to.be.accessible();
  });

  suite('items of others', () => {
    test('are numbered, limited, and given their ages', async () => {
      const feed = await fixture<LiveFeed>(
        html`<live-feed label="x" max="2"
          ><article>a</article>
          <article>b</article></live-feed
        >`,
      );
      const streamed = document.createElement('article');
      streamed.innerHTML = `<p>streamed</p><time datetime="${aMoment()}"></time>`;
      feed.prepend(streamed);
      await settled(feed);
      expect(texts(feed)).to.deep.equal(['streamed', 'a']);
      expect(streamed.getAttribute('aria-posinset')).to.equal('1');
      expect(streamed.querySelector('time')?.textContent).to.equal('now');
    });

    test('are forgotten when others remove them', async () => {
      const feed = await feedOf({}, article);
      feed.firstElementChild?.remove();
      await settled(feed);
      expect(feed.matches(':state(empty)')).to.equal(true);
      broadcast({ id: 1, title: 'again' });
      await settled(feed);
      expect(texts(feed)).to.deep.equal(['again']);
    });

    test('are updated by messages through their id', async () => {
      const feed = await feedOf({ key: 'dom_id' });
      const streamed = document.createElement('article');
      streamed.id = 'order_7';
      feed.prepend(streamed);
      await settled(feed);
      broadcast({ dom_id: 'order_7', title: 'seven' });
      await settled(feed);
      expect(texts(feed)).to.deep.equal(['seven']);
    });

    test('may take the place of another', async () => {
      const feed = await feedOf({}, article);
      const other = document.createElement('article');
      other.textContent = 'replaced';
      feed.firstElementChild?.replaceWith(other);
      await settled(feed);
      expect(texts(feed)).to.deep.equal(['replaced']);
      expect(other.getAnimations()).to.deep.equal([]);
    });
  });

  suite('motion', () => {
    let quicken: () => void;
    setup(() => (quicken = settleSlowly()));
    teardown(() => quicken());

    test('settles a new item in', async () => {
      const feed = await feedOf();
      broadcast({ title: 'a' });
      await settled(feed);
      expect(feed.children[0]?.getAnimations()).to.not.deep.equal([]);
    });

    test('settles in what others insert', async () => {
      const feed = await fixture<LiveFeed>(html`<live-feed label="x"><article>a</article></live-feed>`);
      const streamed = document.createElement('article');
      feed.prepend(streamed);
      await settled(feed);
      expect(streamed.getAnimations()).to.not.deep.equal([]);
    });

    test('lets a new item grow, and keeps no mark of it', async () => {
      const feed = await feedOf({ motion: 'full' }, article);
      const full = feed.offsetHeight;
      broadcast({ title: 'a' });
      await settled(feed);
      const item = feed.children[0] as HTMLElement;
      expect(item.dataset['liveNew']).to.equal('grow');
      const moved = item.getAnimations().map((animation) => (animation as CSSTransition).transitionProperty);
      expect(moved).to.include('opacity');
      if (CSS.supports('interpolate-size', 'allow-keywords')) {
        expect(moved).to.include('height');
        for (const animation of item.getAnimations()) animation.currentTime = 0;
        expect(feed.offsetHeight).to.be.closeTo(full, 1);
      }
      for (const animation of item.getAnimations()) animation.finish();
      await nextFrame();
      expect(item.dataset['liveNew']).to.equal(undefined);
      expect(feed.offsetHeight).to.be.greaterThan(full + 10);
    });

    test('moves nothing below what a person reads again and again', async () => {
      const feed = await feedOf({ insert: 'immediate' }, article);
      feed.dispatchEvent(new PointerEvent('pointerenter', { pointerType: 'mouse' }));
      broadcast({ title: 'a' });
      await settled(feed);
      const moved = feed.children[0]?.getAnimations().map((animation) => (animation as CSSTransition).transitionProperty);
      expect(moved).to.include('opacity');
      expect(moved).to.not.include('height');
    });

    test('follows the end of a log at once', async () => {
      const feed = await feedOf({ order: 'newest-last' }, html`<div style="block-size: 300px"></div>`);
      feed.style.blockSize = '100px';
      await waitUntil(() => feed.matches(':state(overflowing)'));
      feed.scrollTop = feed.scrollHeight;
      await waitUntil(() => !feed.matches(':state(scrolled)'));
      broadcast({ title: 'a' });
      await settled(feed);
      expect(feed.scrollTop + feed.clientHeight).to.be.closeTo(feed.scrollHeight, 2);
      expect((feed.lastElementChild as HTMLElement).dataset['liveNew']).to.equal('fade-up');
    });

    test('moves nothing under reduced motion', function () {
      return preferring({ reducedMotion: 'reduce' }, this, async () => {
        const feed = await feedOf();
        broadcast({ title: 'a' });
        await settled(feed);
        expect(feed.children[0]?.getAnimations()).to.deep.equal([]);
      });
    });

    test('moves nothing when many come', async () => {
      const feed = await feedOf();
      broadcast(...Array.from({ length: 6 }, (_, n) => ({ title: `${n}` })));
      await settled(feed);
      expect(feed.getAnimations({ subtree: true })).to.deep.equal([]);
    });
  });

  suite('states', () => {
    test('waits without a connection, and never throws', async () => {
      const feed = await fixture<LiveFeed>(html`<live-feed label="x">${article}</live-feed>`);
      expect(texts(feed)).to.deep.equal(['rendered']);
      expect(part(feed, 'age')).to.equal(null);
    });

    test('says that it is empty once it may know', async () => {
      fake = new FakeCable({ accept: false });
      connection.close();
      connection = steadyConnection(fake);
      const feed = await feedOf();
      expect(part(feed, 'empty')?.textContent).to.equal('Connecting…');
      fake.accept();
      await settled(feed);
      expect(part(feed, 'empty')?.textContent).to.equal('Nothing yet');
    });

    test('says that the server does not allow it', async () => {
      const feed = await feedOf();
      fake.reject('ActivityChannel');
      await settled(feed);
      expect(part(feed, 'age')?.textContent).to.include('Not allowed');
    });

    test('says how old it is where nothing was heard for too long', async () => {
      const feed = await feedOf({ staleAfter: 1 });
      broadcast({ title: 'a' });
      await settled(feed);
      await oneClockTick(feed, () => feed.matches(':state(stale)'));
      expect(part(feed, 'age')?.textContent.replace(/\s+/g, ' ').trim()).to.match(/^as of /);
    });
  });

  test('R19: begins with its snapshot, and takes each numbered message once', async () => {
    const items = [1, 2].map((seq) => ({ id: seq, seq, title: `item ${seq}` }));
    const blob = (): string => URL.createObjectURL(new Blob([JSON.stringify(items)], { type: 'application/json' }));
    const feed = await fixture<LiveFeed>(
      html`<live-feed channel="ActivityChannel" snapshot=${blob()} seq="seq" key="id" .connection=${connection}></live-feed>`,
    );
    await waitUntil(() => texts(feed).length === 2, 'the snapshot is shown');
    broadcast({ id: 3, seq: 3, title: 'item 3' }, { id: 2, seq: 2, title: 'item 2' });
    await waitUntil(() => texts(feed).length === 3, 'the next one, once');
    expect(texts(feed)).to.deep.equal(['item 3', 'item 2', 'item 1']);
    expect(part(feed, 'gap')).to.equal(null);
  });

  test('follows again after it was put elsewhere', async () => {
    const feed = await feedOf();
    broadcast({ id: 1, title: 'a' });
    await settled(feed);
    const parent = feed.parentElement;
    feed.remove();
    await nextFrame();
    parent?.append(feed);
    await settled(feed);
    broadcast({ id: 1, title: 'a again' }, { id: 2, title: 'b' });
    await settled(feed);
    expect(texts(feed)).to.deep.equal(['b', 'a again']);
  });

  test('stops with its place in the page', async () => {
    const feed = await feedOf();
    feed.remove();
    broadcast({ title: 'a' });
    await settled(feed);
    expect(texts(feed)).to.deep.equal([]);
  });
});

async function pressWithControl(key: string): Promise<void> {
  await sendKeys({ down: 'Control' });
  await sendKeys({ press: key });
  await sendKeys({ up: 'Control' });
}

/** A connection whose channel delivers what the test says. */
function withBatches(batches$: Subject<readonly Message[]>): Connection {
  const channel = (name: string): Channel =>
    new Proxy(connection.channel(name), { get: (real, key) => (key === 'batches$' ? batches$ : (real[key as keyof Channel] as unknown)) });
  return new Proxy(connection, { get: (real, key) => (key === 'channel' ? channel : (real[key as keyof Connection] as unknown)) });
}

/** Waits, by the page's own clock, until something holds. */
async function oneClockTick(feed: LiveFeed, holds: () => boolean): Promise<void> {
  while (!holds()) {
    await nextFrame();
    await feed.updateComplete;
  }
}
