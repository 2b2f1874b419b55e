import '../../../components/define/index.js';
import { expect, fixture, html } from '@open-wc/testing';
import type { LitElement } from 'lit';
import { Observable, Subject } from 'rxjs';
import type { ChannelElement } from '../../../components/internal/channel-element.js';
import type { LiveConnection } from '../../../components/live-connection/live-connection.js';
import type { LiveCounter } from '../../../components/live-counter/live-counter.js';
import { waitUntil } from '../../support/wait-until.js';

const TAGS = ['live-counter', 'live-feed', 'live-chart', 'live-progress', 'live-notice', 'live-ticker'] as const;

/** A body that all elements can read. */
const BODY = { id: 1, symbol: '111', price: 111, value: 111, progress: 111, max: 1000, title: '111' };

suite('source', () => {
  async function show<Tag extends keyof HTMLElementTagNameMap>(
    tag: Tag,
    properties: Readonly<Record<string, unknown>>,
  ): Promise<HTMLElementTagNameMap[Tag]> {
    const element = document.createElement(tag);
    Object.assign(element, { label: 'All', ...((tag === 'live-chart' || tag === 'live-progress') && { max: 1000 }) }, properties);
    (await fixture(html`<live-connection></live-connection>`)).append(element);
    await settled(element as unknown as LitElement);
    return element;
  }

  for (const tag of TAGS) {
    test(`brings data to <${tag}> without a cable`, async () => {
      const source = new Subject<unknown>();
      const element = await show(tag, { source });
      source.next(BODY);
      await waitUntil(() => isIn(element, 'live') && shownBy(element).includes('111'), 'live, with what came');
    });

    test(`that ends leaves what <${tag}> shows, which is no longer live`, async () => {
      const source = new Subject<unknown>();
      const element = await show(tag, { source });
      source.next(BODY);
      await waitUntil(() => isIn(element, 'live'), 'live');
      source.complete();
      await waitUntil(() => isIn(element, 'ended'), 'ended');
      expect(isIn(element, 'live')).to.equal(false);
      expect(shownBy(element)).to.contain('111');
    });

    test(`that fails is reported by <${tag}>`, async () => {
      const source = new Subject<unknown>();
      const element = await show(tag, { source });
      const errors = errorsOf(element);
      source.next(BODY);
      source.error(new Error('no more'));
      await waitUntil(() => isIn(element, 'failed'), 'failed');
      expect(errors).to.deep.equal(['Error: no more']);
      await waitUntil(() => shownBy(element).includes('111'), 'what came before the failure is shown');
    });

    test(`can be paused with the scope around <${tag}>`, async () => {
      const source = new Subject<unknown>();
      const element = await show(tag, { source });
      const scope = (element.parentElement as LiveConnection).connection;
      scope?.pause();
      source.next(BODY);
      await waitUntil(() => isIn(element, 'paused'), 'paused');
      expect(shownBy(element)).not.to.contain('111');
      scope?.resume();
      await waitUntil(() => shownBy(element).includes('111'), 'resumed');
    });
  }

  suite('of each kind', () => {
    const kinds: Readonly<Record<string, () => unknown>> = {
      'an object with subscribe': () => ({
        subscribe(observer: { next: (value: unknown) => void }) {
          observer.next({ value: 5 });
          return { unsubscribe: () => undefined };
        },
      }),
      'a store that calls its subscriber': () => ({
        subscribe(run: (value: unknown) => void) {
          run(5);
          return () => undefined;
        },
      }),
      'an object with the interop point of Observables': () => ({
        '@@observable': () => new Observable((subscriber) => subscriber.next(5)),
      }),
      'an async generator': async function* () {
        yield { value: 4 };
        yield { value: 5 };
        await new Promise(() => undefined);
      },
      'a stream of messages': () => {
        return new Observable((subscriber) => {
          subscriber.next({ type: 'datapoint', value: 4, metric: undefined, body: { value: 4 }, receivedAt: Date.now() });
          subscriber.next({ type: 'snapshot', messages: [{ type: 'value', value: 5, body: 5, receivedAt: Date.now() }] });
        });
      },
    };
    for (const [name, make] of Object.entries(kinds)) {
      test(`reads ${name}`, async () => {
        const counter = await show('live-counter', { source: typeof make === 'function' ? make() : make });
        await waitUntil(() => textOf(counter) === '5', textOf(counter));
        expect(isIn(counter, 'live')).to.equal(true);
      });
    }

    test('reads the messages of an EventTarget, and JSON with every digit', async () => {
      const source = new EventTarget();
      const counter = await show('live-counter', { source });
      source.dispatchEvent(new MessageEvent('message', { data: '{"value":9007199254740993}' }));
      await waitUntil(() => textOf(counter) === '9,007,199,254,740,993');
      source.dispatchEvent(new MessageEvent('message', { data: 'busy' }));
      await waitUntil(() => textOf(counter) === 'busy');
      source.dispatchEvent(new Event('close'));
      await waitUntil(() => isIn(counter, 'ended'));
    });

    test('reads a MessagePort', async () => {
      const { port1, port2 } = new MessageChannel();
      const counter = await show('live-counter', { source: port1 });
      port2.postMessage({ value: 5 });
      await waitUntil(() => textOf(counter) === '5');
      port2.close();
    });

    test('reconnects with an EventTarget that reconnects by itself', async () => {
      const source = Object.assign(new EventTarget(), { readyState: 0 });
      const counter = await show('live-counter', { source });
      expect(isIn(counter, 'connecting')).to.equal(true);
      source.readyState = 1;
      source.dispatchEvent(new Event('open'));
      source.dispatchEvent(new MessageEvent('message', { data: '5' }));
      await waitUntil(() => textOf(counter) === '5');
      source.readyState = 0;
      source.dispatchEvent(new Event('error'));
      await waitUntil(() => isIn(counter, 'reconnecting'), 'reconnecting');
    });

    test('reports what is no source', async () => {
      const counter = await show('live-counter', {});
      const errors = errorsOf(counter);
      Object.assign(counter, { source: 42 });
      await settled(counter);
      expect(errors.join()).to.contain('needs source to be an Observable, an AsyncIterable or an EventTarget, but got 42');
      expect(counter.source).to.equal(undefined);
    });
  });

  test('may be replaced or removed at any time', async () => {
    const [one, other] = [new Subject<unknown>(), new Subject<unknown>()];
    const counter = await show('live-counter', { source: one, value: 1 });
    one.next({ value: 5 });
    await waitUntil(() => textOf(counter) === '5');
    counter.source = other;
    await settled(counter);
    expect(textOf(counter)).to.equal('1');
    one.next({ value: 6 });
    other.next({ value: 7 });
    await waitUntil(() => textOf(counter) === '7');
    await waitUntil(() => !one.observed, 'left');
    counter.source = undefined;
    await settled(counter);
    expect(textOf(counter)).to.equal('1');
    expect(isIn(counter, 'live')).to.equal(false);
  });

  test('goes on when its element is moved', async () => {
    const source = (async function* () {
      yield { value: 5 };
      await new Promise(() => undefined);
    })();
    const counter = await show('live-counter', { source });
    await waitUntil(() => textOf(counter) === '5');
    (await fixture(html`<live-connection></live-connection>`)).append(counter);
    await settled(counter);
    expect(textOf(counter)).to.equal('5');
    expect(isIn(counter, 'live')).to.equal(true);
  });

  test('serves several elements at once', async () => {
    const source = (async function* () {
      yield { value: 5 };
      await new Promise(() => undefined);
    })();
    const one = await show('live-counter', { source });
    const other = await show('live-counter', { source });
    await waitUntil(() => textOf(one) === '5' && textOf(other) === '5');
  });

  test('emits gaps too', async () => {
    const source = new Subject<unknown>();
    const counter = await show('live-counter', { source });
    const gaps: number[] = [];
    counter.addEventListener('live-gap', ({ since }) => gaps.push(since));
    source.next({ value: 5 });
    source.next({ type: 'gap', since: 1000, until: 2000 });
    await waitUntil(() => isIn(counter, 'stale'));
    expect(gaps).to.deep.equal([1000]);
  });
});

suite('transform', () => {
  for (const tag of TAGS) {
    test(`changes each body before <${tag}> reads it`, async () => {
      const source = new Subject<unknown>();
      const element = document.createElement(tag) as ChannelElement;
      Object.assign(element, { label: 'All', source, transform: (body: { payload: unknown }) => body.payload });
      (await fixture(html`<live-connection></live-connection>`)).append(element);
      await settled(element);
      source.next({ payload: undefined });
      source.next({ payload: BODY });
      await waitUntil(() => isIn(element, 'live'), 'live');
      expect(shownBy(element)).to.contain('111');
    });
  }

  async function count(properties: Partial<LiveCounter>): Promise<LiveCounter> {
    const counter = document.createElement('live-counter');
    Object.assign(counter, { label: 'Orders' }, properties);
    (await fixture(html`<live-connection></live-connection>`)).append(counter);
    await settled(counter);
    return counter;
  }

  test('costs one body, marked as doubt, if it throws', async () => {
    const source = new Subject<unknown>();
    const counter = await count({
      source,
      transform(body) {
        if (body === 'bad') throw new Error('cannot');
        return body;
      },
    });
    const errors = errorsOf(counter);
    source.next(5);
    source.next('bad');
    await waitUntil(() => isIn(counter, 'stale'));
    expect(textOf(counter)).to.equal('5');
    expect(errors.join()).to.contain('transform threw: Error: cannot');
    source.next(6);
    await waitUntil(() => textOf(counter) === '6' && isIn(counter, 'live'));
  });

  test('may make several bodies of one', async () => {
    const source = new Subject<unknown>();
    const counter = await count({ source, transform: () => [{ increment: 1 }, { increment: '0.1' }] });
    source.next('anything');
    await waitUntil(() => textOf(counter) === '1.1');
  });

  test('gets the bodies of a snapshot one by one, and keeps the last value if all fail', async () => {
    const source = new Subject<unknown>();
    const counter = await count({ source, transform: (body) => (body as { total: { now: number } }).total.now });
    source.next({ type: 'snapshot', messages: [{ total: { now: 5 } }] });
    await waitUntil(() => textOf(counter) === '5');
    source.next({ type: 'snapshot', messages: [{ total: null }] });
    await waitUntil(() => isIn(counter, 'stale'));
    expect(textOf(counter)).to.equal('5');
  });
});

function isIn(element: Element, state: string): boolean {
  return element.matches(`:state(${state})`);
}

function errorsOf(element: Element): readonly string[] {
  const errors: string[] = [];
  element.addEventListener('live-error', (event) => errors.push(String((event as unknown as { error: unknown }).error)));
  return errors;
}

function textOf(counter: LiveCounter): string {
  return counter.shadowRoot?.querySelector('[part~="value"]')?.textContent.trim() ?? '';
}

async function settled(element: LitElement): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
  await element.updateComplete;
  await new Promise((resolve) => setTimeout(resolve));
  await element.updateComplete;
}

/** What an element shows; of a chart, what it exports. */
function shownBy(element: Element): string {
  if ('toCSV' in element) return (element.toCSV as () => string)();
  return `${element.textContent} ${element.shadowRoot?.querySelector('[part~="base"], [part="stack"]')?.textContent ?? ''}`;
}
