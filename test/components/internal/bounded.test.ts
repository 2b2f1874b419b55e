import '../../../components/define/live-chart.js';
import '../../../components/define/live-counter.js';
import '../../../components/define/live-feed.js';
import { expect, fixture, html, nextFrame } from '@open-wc/testing';
import { bounded } from '../../../components/internal/bounded.js';
import type { LiveErrorEvent } from '../../../components/internal/events.js';
import { decode, type Message } from '../../../src/index.js';
import { FakeCable } from '../../../src/testing/index.js';
import { steadyConnection } from '../../support/steady-connection.js';

/** A body with an object in an object, so many deep. */
function nested(depth: number): unknown {
  return depth === 0 ? 1 : { v: nested(depth - 1) };
}

function keys(count: number): unknown {
  return Object.fromEntries(Array.from({ length: count }, (_, n) => [`k${n}`, n]));
}

/** Tells of each body whether it is handed on, and how many were told to be left out. */
function judge(...bodies: readonly unknown[]): readonly [handedOn: readonly boolean[], leftOut: number] {
  let leftOut = 0;
  const messages = bodies.map((body) => decode(body, 1000));
  const kept = bounded(messages, () => (leftOut += 1));
  return [messages.map((message) => kept.includes(message)), leftOut];
}

suite('bounded', () => {
  test('R28: hands on 100 levels, and not 101', () => {
    expect(judge(nested(100), nested(101), 1)).to.deep.equal([[true, false, true], 1]);
  });

  test('R28: hands on 10,000 values, and not 10,001, wherever they lie', () => {
    expect(judge(keys(10_000), keys(10_001))).to.deep.equal([[true, false], 1]);
    expect(judge({ list: new Array(9_999).fill(0) }, { list: new Array(10_000).fill(0) })).to.deep.equal([[true, false], 1]);
    expect(judge({ a: keys(5_000), b: keys(5_000) })).to.deep.equal([[false], 1]);
  });

  test('R28: looks at each part of a snapshot by itself', () => {
    const messages = [...Array.from({ length: 200 }, () => keys(100)), nested(101), 7].map((body) => decode(body, 1000));
    let leftOut = 0;
    const [snapshot] = bounded([{ type: 'snapshot', messages }], () => (leftOut += 1));
    expect(snapshot?.type === 'snapshot' && snapshot.messages).to.deep.equal(messages.filter((_, place) => place !== 200));
    expect(leftOut).to.equal(1);
  });

  test('R28: a body of a megabyte of brackets exhausts no stack', () => {
    const deep = JSON.parse('['.repeat(490_000) + ']'.repeat(490_000)) as unknown;
    const wide = JSON.parse(`[${'[],'.repeat(330_000)}0]`) as unknown;
    expect(judge(deep, wide)).to.deep.equal([[false, false], 2]);
  });

  test('leaves out a number that is beyond what a number holds', () => {
    expect(judge({ value: Infinity }, [{ rows: [-Infinity] }], Infinity, { value: Number.MAX_VALUE })).to.deep.equal([
      [false, false, false, true],
      3,
    ]);
  });

  test('looks at a body once, however many elements follow it', () => {
    let looks = 0;
    const body = new Proxy({ value: 1 }, { ownKeys: (target) => ((looks += 1), Reflect.ownKeys(target)) });
    const message: Message = { type: 'unknown', body, receivedAt: 1000 };
    for (let element = 0; element < 50; element += 1) expect(bounded([message], () => undefined)).to.deep.equal([message]);
    expect(looks).to.equal(1);
  });

  test('hands on gaps, and what has no body', () => {
    const gap: Message = { type: 'gap', since: 1, until: 2 };
    expect(bounded([gap], () => expect.fail('It was left out.'))).to.deep.equal([gap]);
  });

  test('R28: every element leaves it out, reports it to the page, and continues', async () => {
    const fake = new FakeCable();
    const connection = steadyConnection(fake);
    const elements = await fixture<HTMLElement>(html`
      <div>
        <live-counter channel="C" .connection=${connection}></live-counter>
        <live-feed channel="C" .connection=${connection}></live-feed>
        <live-chart channel="C" .connection=${connection}></live-chart>
      </div>
    `);
    const told: string[] = [];
    elements.addEventListener('live-error', ({ target, error }: LiveErrorEvent) =>
      told.push(`${(target as Element).localName} ${(error as Error).message}`),
    );
    await nextFrame();
    const deep = JSON.parse('['.repeat(100_000) + ']'.repeat(100_000)) as unknown;
    for (const body of [deep, keys(10_001), { value: 7 }]) {
      fake.broadcast('C', {}, body);
      await nextFrame();
    }
    await nextFrame();
    connection.close();
    // Two were left out, which the page is told once.
    const message =
      'A body was left out: it is nested deeper than 100 levels, or holds more than 10,000 values or a number beyond 1.8e308.';
    expect(told.sort()).to.deep.equal(['chart', 'counter', 'feed'].map((name) => `live-${name} ${message}`));
    const [counter, feed, chart] = elements.children;
    expect(counter?.shadowRoot?.querySelector('[part~="value"]')?.textContent.trim()).to.equal('7');
    expect(feed?.childElementCount).to.equal(1);
    expect(chart?.shadowRoot?.querySelector('[part~="summary"]')?.textContent).to.include('7');
  });
});
