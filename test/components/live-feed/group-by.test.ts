import '../../../components/define/live-feed.js';
import { expect, html, nextFrame } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { LiveErrorEvent } from '../../../components/internal/events.js';
import { LiveFeed } from '../../../components/live-feed/live-feed.js';
import { ElementTime } from '../../support/element-time.js';
import { HeldClock } from '../../support/held-clock.js';
import { closeScenes, feedScene } from './feed-fixture.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Noon of today in UTC. */
const noon = Math.floor(Date.now() / DAY) * DAY + 12 * HOUR;

let time: ElementTime;

setup(() => {
  time = new ElementTime();
  // The feed's clock stands at noon, no matter when the test runs.
  time.advance(noon + DAY - Date.now());
});

teardown(() => {
  time.end();
  closeScenes();
});

/** Noon of the feed's today, so many days and hours ago. */
function ago(days: number, hours = 0): number {
  return noon + DAY - days * DAY - hours * HOUR;
}

/** What is visible, in the order of the page: headings in brackets. */
function lines(feed: LiveFeed): string[] {
  return ([...feed.children] as HTMLElement[])
    .filter((child) => child.localName !== 'template' && child.checkVisibility())
    .map((child) =>
      child.dataset['liveDay'] === undefined ? (child.firstElementChild ?? child).textContent.trim() : `[${child.textContent}]`,
    );
}

function item(id: number, at: number, title = `item ${id}`): object {
  return { id, title, at };
}

const dated = new Intl.DateTimeFormat('en', { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' });

function named(at: number): string {
  const isOtherYear = new Date(at).getUTCFullYear() !== new Date(ago(0)).getUTCFullYear();
  const text = new Intl.DateTimeFormat('en', {
    ...(dated.resolvedOptions() as Intl.DateTimeFormatOptions),
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    timeZone: 'UTC',
    ...(isOtherYear && { year: 'numeric' }),
  }).format(at);
  return `[${text}]`;
}

suite('group-by="day"', () => {
  const byDay: Partial<LiveFeed> = { groupBy: 'day', timeZone: 'UTC' };

  test('puts a heading before the items of each day', async () => {
    const { feed, snapshot } = await feedScene(byDay);
    await snapshot(item(1, ago(5)), item(2, ago(1, 2)), item(3, ago(1)), item(4, ago(0)));
    expect(lines(feed)).to.deep.equal(['[Today]', 'item 4', '[Yesterday]', 'item 3', 'item 2', named(ago(5)), 'item 1']);
  });

  test('puts it before them in a log too', async () => {
    const { feed, snapshot, send } = await feedScene({ ...byDay, order: 'newest-last' });
    await snapshot(item(1, ago(1, 2)), item(2, ago(1)));
    expect(lines(feed)).to.deep.equal(['[Yesterday]', 'item 1', 'item 2']);
    await send(item(3, ago(0)), item(4, ago(0)));
    expect(lines(feed)).to.deep.equal(['[Yesterday]', 'item 1', 'item 2', '[Today]', 'item 3', 'item 4']);
  });

  test('keeps one heading above new items, and numbers only items', async () => {
    const { feed, send } = await feedScene(byDay);
    await send(item(1, ago(0, 2)));
    const [heading] = feed.children;
    await send(item(2, ago(0, 1)));
    await send(item(3, ago(0)));
    expect(lines(feed)).to.deep.equal(['[Today]', 'item 3', 'item 2', 'item 1']);
    expect(feed.children[0] === heading).to.equal(true);
    expect([...feed.querySelectorAll('article')].map((each) => `${each.ariaPosInSet}/${each.ariaSetSize}`)).to.deep.equal([
      '1/3',
      '2/3',
      '3/3',
    ]);
    expect(heading?.getAttributeNames()).to.deep.equal(['data-live-day']);
  });

  test('heads a late item, and drops the heading of a day that has left', async () => {
    const { feed, send } = await feedScene({ ...byDay, max: 3 });
    await send(item(1, ago(0, 2)), item(2, ago(0, 1)));
    await send(item(3, ago(1)));
    expect(lines(feed)).to.deep.equal(['[Today]', 'item 2', 'item 1', '[Yesterday]', 'item 3']);
    await send(item(4, ago(0)));
    expect(lines(feed)).to.deep.equal(['[Today]', 'item 4', 'item 2', 'item 1']);
    await send({ id: 4, op: 'remove' }, { id: 2, op: 'remove' }, { id: 1, op: 'remove' });
    expect(lines(feed)).to.deep.equal([]);
    expect(feed.querySelector('[data-live-day]')).to.equal(null);
  });

  test('heads the items of the page by their times, and says which have none', async () => {
    const at = (days: number): string => new Date(ago(days)).toISOString();
    const { feed, send } = await feedScene(
      byDay,
      html`<article>
          <p>a</p>
          <time datetime=${at(1)}></time>
        </article>
        <article><p>b</p></article>
        <article>
          <p>c</p>
          <time datetime=${at(1)}></time>
        </article>`,
    );
    expect(lines(feed)).to.deep.equal(['[Yesterday]', 'a', '[No date]', 'b', '[Yesterday]', 'c']);
    await send(item(4, ago(0)));
    expect(lines(feed).slice(0, 3)).to.deep.equal(['[Today]', 'item 4', '[Yesterday]']);
  });

  test('heads what another inserts before the first heading', async () => {
    const { feed, send, settled } = await feedScene(byDay);
    await send(item(1, ago(0)));
    const own = document.createElement('article');
    own.append(Object.assign(document.createElement('p'), { textContent: 'own' }));
    own.append(Object.assign(document.createElement('time'), { dateTime: new Date(ago(0)).toISOString() }));
    feed.prepend(own);
    await settled();
    expect(lines(feed)).to.deep.equal(['[Today]', 'own', 'item 1']);
  });

  test('counts days in the time zone and the language of the element', async () => {
    const { feed, send, settled } = await feedScene(byDay);
    await send(item(1, ago(0, 11)), item(2, ago(0)));
    expect(lines(feed)).to.deep.equal(['[Today]', 'item 2', 'item 1']);
    feed.timeZone = 'America/New_York';
    await settled();
    expect(lines(feed)).to.deep.equal(['[Today]', 'item 2', '[Yesterday]', 'item 1']);
    feed.lang = 'de';
    feed.remove();
    document.body.append(feed);
    await settled();
    expect(lines(feed)).to.deep.equal(['[Heute]', 'item 2', '[Gestern]', 'item 1']);
    feed.remove();
  });

  test('becomes yesterday at midnight', async () => {
    const clock = new HeldClock();
    try {
      const { feed, send, settled } = await feedScene(byDay);
      await send(item(1, ago(0)));
      time.advance(13 * HOUR);
      clock.tick();
      await settled();
      expect(lines(feed)).to.deep.equal(['[Yesterday]', 'item 1']);
    } finally {
      clock.end();
    }
  });

  test('ends when the page no longer asks for it', async () => {
    const { feed, send, settled } = await feedScene(byDay);
    await send(item(1, ago(0)));
    feed.groupBy = '';
    await settled();
    expect(feed.children).to.have.length(1);
    expect(feed.children[0]?.hasAttribute('aria-describedby')).to.equal(false);
  });

  test('leaves a row for missed updates where it is', async () => {
    const { feed, send, deliver } = await feedScene(byDay);
    await send(item(1, ago(0)));
    await deliver({ type: 'gap', since: ago(0), until: ago(0) });
    await send(item(2, ago(0)));
    expect(lines(feed).map((line) => (line.startsWith('updates') ? 'gap' : line))).to.deep.equal(['[Today]', 'item 2', 'gap', 'item 1']);
  });

  test('describes the first item of a day, and is passed over by the keyboard', async function () {
    if (!('ariaDescribedByElements' in Element.prototype)) return this.skip();
    const { feed, send } = await feedScene({ ...byDay, insert: 'immediate' });
    await send(item(1, ago(1)), item(2, ago(0)));
    const [first, second] = feed.querySelectorAll('article');
    first?.focus();
    await sendKeys({ press: 'PageDown' });
    expect(document.activeElement === second).to.equal(true);
    expect(second?.ariaDescribedByElements?.map(({ textContent }) => textContent)).to.deep.equal(['Yesterday']);
    await send(item(3, ago(1)));
    expect(second?.ariaDescribedByElements ?? null).to.equal(null);
  });

  test('is accessible', async () => {
    const { feed, send } = await feedScene({ ...byDay, motion: 'none' });
    await send(item(1, ago(1)), item(2, ago(0)));
    await expect(feed).to.be.accessible();
  });
});

suite('group-by with fields', () => {
  const byActor: Partial<LiveFeed> = { groupBy: 'actor,verb', timeZone: 'UTC' };

  function did(id: number, actor: string, object: string, minutesAgo = 0, verb = 'ordered'): object {
    return { id, actor, verb, object, at: ago(0) - minutesAgo * 60_000 };
  }

  /** The messages of a run, and one of another actor before it. */
  const run = [did(1, 'Mei', 'Map', 9), did(2, 'Ana', 'Map', 8), did(3, 'Ana', 'Poster', 7), did(4, 'Ana', 'Map', 6)];

  function rowOf(feed: LiveFeed): HTMLElement | null {
    return feed.querySelector('[data-live-run]');
  }

  async function toggle(feed: LiveFeed): Promise<void> {
    rowOf(feed)?.querySelector('button')?.click();
    await feed.updateComplete;
  }

  test('folds what follows each other into one row', async () => {
    const { feed, snapshot } = await feedScene(byActor);
    await snapshot(...run);
    expect(lines(feed)).to.deep.equal(['Ana ordered Map and Poster', 'Mei ordered Map']);
    expect(rowOf(feed)?.dataset['glyph']).to.equal('3');
    expect(rowOf(feed)?.querySelector('button')?.textContent).to.equal('Show all 3');
    expect(rowOf(feed)?.querySelector('time')?.dateTime).to.equal(new Date(ago(0) - 360_000).toISOString());
    expect(rowOf(feed)?.ariaPosInSet).to.equal('1');
    expect(rowOf(feed)?.ariaSetSize).to.equal('2');
  });

  test('shows the single items and folds them again', async () => {
    const { feed, snapshot } = await feedScene(byActor);
    await snapshot(...run);
    await toggle(feed);
    expect(lines(feed)).to.deep.equal([
      'Ana ordered Map and Poster',
      'Ana ordered Map',
      'Ana ordered Poster',
      'Ana ordered Map',
      'Mei ordered Map',
    ]);
    expect([...feed.querySelectorAll('article')].map((each) => each.ariaPosInSet)).to.deep.equal(['1', '2', '3', '4', '5']);
    const button = rowOf(feed)?.querySelector('button');
    expect([button?.textContent, button?.ariaExpanded]).to.deep.equal(['Show less', 'true']);
    await toggle(feed);
    expect(lines(feed)).to.deep.equal(['Ana ordered Map and Poster', 'Mei ordered Map']);
    expect(rowOf(feed)?.querySelector('button')?.ariaExpanded).to.equal('false');
  });

  test('takes new items into the row, and counts the names that it leaves out', async () => {
    const { feed, send } = await feedScene(byActor);
    await send(...run);
    const row = rowOf(feed);
    await send(did(5, 'Ana', 'Card', 5), did(6, 'Ana', 'Flyer', 4));
    expect(rowOf(feed) === row).to.equal(true);
    expect(lines(feed)).to.deep.equal(['Ana ordered Flyer, Card, and 2 more', 'Mei ordered Map']);
    await send(did(7, 'Mei', 'Card', 3));
    expect(lines(feed)).to.deep.equal(['Mei ordered Card', 'Ana ordered Flyer, Card, and 2 more', 'Mei ordered Map']);
  });

  test('follows the order of a log, where the row stands first', async () => {
    const { feed, send } = await feedScene({ ...byActor, order: 'newest-last' });
    await send(...run);
    expect(lines(feed)).to.deep.equal(['Mei ordered Map', 'Ana ordered Map and Poster']);
    await toggle(feed);
    expect(lines(feed).slice(1)).to.deep.equal(['Ana ordered Map and Poster', 'Ana ordered Map', 'Ana ordered Poster', 'Ana ordered Map']);
  });

  test('folds only neighbours that are close in time, and as close as the page says', async () => {
    const { feed, snapshot, settled } = await feedScene(byActor);
    await snapshot(did(1, 'Ana', 'A', 60), did(2, 'Ana', 'B', 20), did(3, 'Ana', 'C', 15));
    expect(lines(feed)).to.deep.equal(['Ana ordered C and B', 'Ana ordered A']);
    feed.setAttribute('group-within', '1h');
    await settled();
    expect(lines(feed)).to.deep.equal(['Ana ordered C, B, and A']);
    feed.groupWithin = 0;
    await settled();
    expect(lines(feed)).to.deep.equal(['Ana ordered C', 'Ana ordered B', 'Ana ordered A']);
    expect(feed.querySelector('[data-live-run], [data-live-folded]')).to.equal(null);
  });

  test('splits a run at a day, at a row for missed updates, and at an item of the page', async () => {
    const { feed, send, deliver, settled } = await feedScene({ groupBy: 'day actor', groupWithin: DAY, timeZone: 'UTC' });
    await send({ ...did(1, 'Ana', 'A'), at: ago(1) }, { ...did(2, 'Ana', 'B'), at: ago(1) }, did(3, 'Ana', 'C', 9), did(4, 'Ana', 'D', 8));
    expect(lines(feed)).to.deep.equal(['[Today]', 'Ana ordered D and C', '[Yesterday]', 'Ana ordered B and A']);
    await deliver({ type: 'gap', since: ago(0), until: ago(0) });
    await send(did(5, 'Ana', 'E', 1));
    expect(
      lines(feed)
        .map((line) => (line.startsWith('updates') ? 'gap' : line))
        .slice(0, 4),
    ).to.deep.equal(['[Today]', 'Ana ordered E', 'gap', 'Ana ordered D and C']);
    const own = document.createElement('article');
    own.append(Object.assign(document.createElement('time'), { dateTime: new Date(ago(0)).toISOString() }));
    feed.querySelectorAll('[data-key="4"]')[0]?.after(own);
    await settled();
    expect(rowOf(feed)?.querySelector('div')?.textContent).to.equal('Ana ordered B and A');
  });

  test('lets a row go with its items, and shows the last one', async () => {
    const { feed, send } = await feedScene(byActor);
    await send(...run);
    await send({ id: 2, op: 'remove' });
    expect(lines(feed)[0]).to.equal('Ana ordered Map and Poster');
    await send({ id: 3, op: 'remove' });
    expect(lines(feed)).to.deep.equal(['Ana ordered Map', 'Mei ordered Map']);
    expect(rowOf(feed)).to.equal(null);
  });

  test('says what an item says now', async () => {
    const { feed, send } = await feedScene(byActor);
    await send(...run);
    await send(did(3, 'Ana', 'Banner', 7));
    expect(lines(feed)[0]).to.equal('Ana ordered Map and Banner');
    await send(did(3, 'Omar', 'Banner', 7));
    expect(lines(feed)).to.deep.equal(['Ana ordered Map', 'Omar ordered Banner', 'Ana ordered Map', 'Mei ordered Map']);
  });

  test('folds nothing under the eye of a person', async () => {
    const { feed, send, settled } = await feedScene({ ...byActor, insert: 'immediate' });
    await send(did(1, 'Mei', 'Map', 9), did(2, 'Ana', 'Map', 8));
    feed.dispatchEvent(new PointerEvent('pointerenter', { pointerType: 'mouse' }));
    await send(did(3, 'Ana', 'Poster', 7));
    expect(lines(feed)).to.deep.equal(['Ana ordered Poster', 'Ana ordered Map', 'Mei ordered Map']);
    feed.dispatchEvent(new PointerEvent('pointerleave', { pointerType: 'mouse' }));
    await settled();
    expect(lines(feed)).to.deep.equal(['Ana ordered Poster and Map', 'Mei ordered Map']);
  });

  test('reads the name of an object, and any items of a template', async () => {
    const { feed, send } = await feedScene(
      { groupBy: 'actor' },
      html`<template slot="item"
        ><article><p>{{actor.name}}: {{object}}</p></article></template
      >`,
    );
    await send(...[1, 2].map((id) => ({ id, actor: { name: 'Ana' }, verb: 'saw', object: `O${id}`, at: ago(0) })));
    expect(lines(feed)).to.deep.equal(['Ana saw O2 and O1']);
    await toggle(feed);
    expect(lines(feed)).to.deep.equal(['Ana saw O2 and O1', 'Ana: O2', 'Ana: O1']);
  });

  test('says what the page says of the bodies', async () => {
    const { feed, send, settled } = await feedScene(byActor);
    const errors: string[] = [];
    feed.addEventListener('live-error', (event) => errors.push(((event as LiveErrorEvent).error as Error).message));
    await send(...run);
    feed.groupText = (bodies) => `${(bodies[0] as { actor: string }).actor} created ${bodies.length} orders`;
    await settled();
    expect(lines(feed)[0]).to.equal('Ana created 3 orders');
    Object.assign(feed, { groupText: () => 3 });
    await settled();
    expect(lines(feed)[0]).to.equal('Ana ordered Map and Poster');
    expect(errors).to.deep.equal([
      'groupText of <live-feed> returned a value of type number instead of text, so the row has the built-in text.',
    ]);
  });

  test('reports a field that no item has', async () => {
    const { feed, send } = await feedScene({ groupBy: 'actr' });
    const errors: string[] = [];
    feed.addEventListener('live-error', (event) => errors.push(((event as LiveErrorEvent).error as Error).message));
    await send(...run);
    await send(did(9, 'Ana', 'x'));
    expect(errors).to.deep.equal(['group-by of <live-feed> names actr, which none of its items has, so it folds nothing.']);
    expect(lines(feed)).to.have.length(5);
  });

  test('counts the single items for the limit, and leaves no row behind', async () => {
    const { feed, send } = await feedScene({ ...byActor, max: 3 });
    await send(...run);
    expect(lines(feed)).to.deep.equal(['Ana ordered Map and Poster']);
    await send(did(5, 'Omar', 'A'), did(6, 'Mei', 'B'), did(7, 'Omar', 'C'));
    expect(lines(feed)).to.deep.equal(['Omar ordered C', 'Mei ordered B', 'Omar ordered A']);
    expect(feed.children).to.have.length(3);
  });

  test('gives the focus of a row that goes to its item', async () => {
    const { feed, send } = await feedScene({ ...byActor, insert: 'immediate' });
    await send(...run);
    rowOf(feed)?.querySelector('button')?.focus();
    await send({ id: 2, op: 'remove' }, { id: 3, op: 'remove' });
    expect(document.activeElement === feed.querySelector('[data-key="4"]')).to.equal(true);
  });

  test('tidies up after an earlier element, whose page a router kept', async () => {
    const { feed, send } = await feedScene(byActor);
    await send(...run);
    const kept = feed.cloneNode(true);
    if (!(kept instanceof LiveFeed)) throw new Error('The copy is no feed.');
    kept.removeAttribute('channel');
    document.body.append(kept);
    await nextFrame();
    expect(kept.querySelector('[data-live-run], [data-live-folded]')).to.equal(null);
    expect(lines(kept)).to.have.length(4);
    kept.remove();
  });

  test('is accessible', async () => {
    const { feed, send } = await feedScene({ ...byActor, motion: 'none' });
    await send(...run);
    await expect(feed).to.be.accessible();
    await toggle(feed);
    await expect(feed).to.be.accessible();
  });
});
