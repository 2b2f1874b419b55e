import '../../components/define/index.js';
import { aTimeout, expect, fixture, html, nextFrame } from '@open-wc/testing';
import type { LiveChart } from '../../components/live-chart/live-chart.js';
import type { LiveCounter } from '../../components/live-counter/live-counter.js';
import type { LiveFeed } from '../../components/live-feed/live-feed.js';
import type { LiveTicker } from '../../components/live-ticker/live-ticker.js';
import { pageEnvironment } from '../../src/environment.js';
import { type Connection, createConnection } from '../../src/index.js';
import { FakeCable } from '../../src/testing/index.js';
import { harm, lookAt, scriptsHadTheirTime, type Sight, together } from './harm.js';
import { hostilePayloads, pollutingBodies } from './hostile-payloads.js';
import { waitUntil } from '../support/wait-until.js';
import { steadyConnection } from '../support/steady-connection.js';

/** What stands in place of each hostile text, to know what an element makes by itself: of a word, numbers, an instant, an address. */
const HARMLESS: readonly string[] = [
  'harmless',
  '1',
  '2',
  '1',
  '0',
  '-0',
  '2026-01-01T00:00:00Z',
  '/harmless',
  'no harm',
  'a b c d e f g h i j k l',
  // Blank, which counts as nothing set; and as long as only a channel may not be.
  ' ',
  'x'.repeat(100_000),
];

/** Every name by which a feed's own items look for something to show. */
const FIELDS: readonly string[] = [
  ...['event', 'actor', 'actor.name', 'user', 'user.name', 'verb', 'action', 'object', 'object.name', 'title', 'name', 'subject', 'metric'],
  ...['message', 'text', 'body', 'description', 'value', 'status', 'level', 'icon', 'url', 'href', 'at', 'timestamp', 'created_at', 'op'],
];

let fake: FakeCable;
let connection: Connection;

setup(() => {
  fake = new FakeCable();
  connection = steadyConnection(fake, { environment: { ...pageEnvironment, nextFrame: atOnce } });
});

teardown(() => connection.close());

function say(...bodies: readonly unknown[]): void {
  for (const body of bodies) fake.broadcast('C', {}, body);
}

/** What came in is taken as soon as all of it was said, since 200 texts in a row need no frames to be shown. */
function atOnce(callback: () => void): () => void {
  let isAsked = true;
  queueMicrotask(() => isAsked && callback());
  return () => (isAsked = false);
}

/** Elements render in microtasks, all of which are over by the next task. */
function shown(): Promise<void> {
  return aTimeout(0);
}

/** A body with a text at a path. */
function bodyWith(path: string, text: string): unknown {
  return path.split('.').reduceRight<unknown>((inner, key) => ({ [key]: inner }), text);
}

/**
 * Shows harmless texts, then each of the corpus, and asserts each time that there is no element, and no attribute, that no harmless one
 * brought, and that nothing ran.
 */
async function showAll(host: Element, show: (text: string) => Promise<void>, payloads = hostilePayloads): Promise<void> {
  const sights: Sight[] = [];
  for (const text of HARMLESS) {
    await show(text);
    sights.push(lookAt(host));
  }
  const harmless = together(sights);
  for (const payload of payloads) {
    await show(payload);
    expect(harm(lookAt(host), harmless), JSON.stringify(payload.slice(0, 120))).to.deep.equal([]);
  }
  await scriptsHadTheirTime();
  expect('hurt' in globalThis).to.equal(false);
  expect('polluted' in {} || 'polluted' in []).to.equal(false);
}

suite('hostile payloads', function () {
  // Each shows hundreds of texts, each of them in a task of its own.
  this.timeout(300_000);

  // What an author should mend is told to the console, hundreds of times here.
  const { warn } = console;
  suiteSetup(() => (console.warn = () => undefined));
  suiteTeardown(() => (console.warn = warn));

  // A channel with `seq` loads it. Until it is there, an element shows more doubt than later.
  suiteSetup(() => import('../../src/repair/recovery-part.js'));

  test('X1: there are 200 of them, which make elements and run scripts where they are parsed', async () => {
    expect(new Set(hostilePayloads).size).to.be.at.least(200);
    // In a page of its own, which takes with it what would run late.
    const frame = await fixture<HTMLIFrameElement>(html`<iframe></iframe>`);
    const box = frame.contentDocument?.body as HTMLElement;
    const before = lookAt(box);
    const found = hostilePayloads.filter((payload) => {
      box.innerHTML = payload.startsWith('<meta') || payload.startsWith('<base') ? '<i></i>' : payload.slice(0, 2_000);
      return harm(lookAt(box), before).length > 0;
    });
    expect(found.length).to.be.above(100);
    await waitUntil(() => 'hurt' in (frame.contentWindow ?? {}), 'nothing ran');
  });

  test('X1: <live-counter> shows values, also announced, as text', async () => {
    // All in sight however long a text is, since out of sight later values wait.
    const host = await fixture<HTMLElement>(html`
      <div>
        <style>
          live-counter {
            position: fixed;
            inset: 0 auto auto 0;
          }
        </style>
        <live-counter channel="C" label="x" effect="none" announce="polite" .connection=${connection}></live-counter>
        <live-counter channel="C" field="deep.value" effect="none" with-delta format="currency" .connection=${connection}></live-counter>
        <live-counter channel="C" key="id" entity="7" field="name" effect="none" .connection=${connection}></live-counter>
      </div>
    `);
    const counters = [...host.querySelectorAll<LiveCounter>('live-counter')];
    await showAll(host, async (text) => {
      say({ value: text, deep: { value: text }, id: 7, name: text, timestamp: text, metric: text });
      await shown();
      if (!Number.isNaN(Number(text))) return;
      for (const counter of counters) expect(counter.shadowRoot?.querySelector('[part~="value"]')?.textContent).to.include(text.trim());
    });
    await waitUntil(() => document.querySelector('#cablegram-announcements p') !== null, 'nothing was announced', { timeout: 30_000 });
    expect(document.querySelectorAll('#cablegram-announcements *:not(p)').length).to.equal(0);
  });

  test('X1: X3: <live-counter> takes any attribute for what it is', async () => {
    const host = await fixture<HTMLElement>(
      html`<div><live-counter effect="none" channel="C" .connection=${connection}></live-counter></div>`,
    );
    const [counter] = host.querySelectorAll<LiveCounter>('live-counter');
    const names = [
      'value',
      'label',
      'currency',
      'unit',
      'format',
      'format-options',
      'field',
      'event',
      'key',
      'entity',
      'as-of',
      'effect',
      'lang',
    ];
    const more = ['stale-after', 'announce', 'maximum-fraction-digits', 'connection', 'params', 'seq', 'channel'];
    for (const name of [...names, ...more]) {
      await showAll(
        host,
        async (text) => {
          counter?.setAttribute(
            name,
            name.endsWith('s') ? `{${JSON.stringify(text)}:${JSON.stringify(text)},"__proto__":{"polluted":1}}` : text,
          );
          say({ value: 5, id: 1, name: text });
          await shown();
        },
        hostilePayloads.filter((_, place) => place % 4 === 0),
      );
      counter?.removeAttribute(name);
    }
  });

  test('X1: <live-progress> shows states, messages, steps and counts as text, and follows no harmful address', async () => {
    const host = await fixture<HTMLElement>(html`
      <div>
        <live-progress channel="C" label="x" .connection=${connection}></live-progress>
        <live-progress channel="C" steps='["a","b"]' with-retry .connection=${connection}></live-progress>
        <live-progress channel="C" variant="meter" field="v" max-field="total" format="bytes" .connection=${connection}></live-progress>
      </div>
    `);
    await showAll(host, async (text) => {
      say({ id: text, progress: text, status: 'queued', message: text, step: text });
      say({ id: text, event: `${text}_failed`, data: { id: text, status: text, error: text, url: text } });
      say({ id: text, status: 'complete', message: text, url: text, v: text, total: text });
      await shown();
    });
    const links = [...host.querySelectorAll('live-progress')].flatMap(({ shadowRoot }) => [...(shadowRoot?.querySelectorAll('a') ?? [])]);
    expect(links.filter(({ protocol }) => !['https:', 'http:', 'mailto:', 'tel:', ':'].includes(protocol))).to.deep.equal([]);
  });

  test('X1: <live-notice> shows notices, also announced and in a template, as text, and follows no harmful address', async () => {
    const host = await fixture<HTMLElement>(html`
      <div>
        <live-notice channel="C" max="2" duration="1h" .connection=${connection}></live-notice>
        <live-notice channel="C" position="inline" max="2" duration="1h" severity-field="s" .connection=${connection}>
          <template><a href="{{url}}" title="{{title}}">{{title}}</a></template>
        </live-notice>
      </div>
    `);
    await showAll(host, async (text) => {
      // The same two notices each time, updated in place, and one that waits for its turn until it is removed.
      say({ id: 'body', title: text, message: text, url: text, severity: text, s: text, at: text });
      say({ id: 'event', event: text, data: { actor: text, verb: text, object: text, href: text } });
      say({ id: text, title: text, message: text });
      await shown();
      expect(host.querySelector('live-notice')?.shadowRoot?.textContent).to.include(text.trim().slice(0, 40));
      say({ id: text, op: 'remove' });
    });
    const roots = [...host.querySelectorAll('live-notice')].flatMap((notice) => [notice, notice.shadowRoot ?? notice]);
    const links = roots.flatMap((root) => [...root.querySelectorAll('a')]);
    expect(links.filter(({ protocol }) => !['https:', 'http:', 'mailto:', 'tel:', ':'].includes(protocol))).to.deep.equal([]);
    await waitUntil(() => document.querySelector('#cablegram-announcements p') !== null, 'nothing was announced', { timeout: 30_000 });
    expect(document.querySelectorAll(':is(#cablegram-announcements, #cablegram-alerts) *:not(p)').length).to.equal(0);
  });

  test('X1: X3: <live-progress> takes any attribute for what it is', async () => {
    const host = await fixture<HTMLElement>(html`<div><live-progress channel="C" .connection=${connection}></live-progress></div>`);
    const [progress] = host.querySelectorAll('live-progress');
    const names = ['value', 'max', 'status', 'message', 'label', 'unit', 'format', 'steps', 'field', 'max-field', 'entity', 'key', 'event'];
    for (const name of [...names, 'layout', 'variant', 'announce', 'stale-after', 'cancel-action', 'lang']) {
      await showAll(
        host,
        async (text) => {
          progress?.setAttribute(name, name === 'steps' ? JSON.stringify([text]) : text);
          say({ id: 1, progress: 5, status: 'running' });
          await shown();
        },
        hostilePayloads.filter((_, place) => place % 4 === 3),
      );
      progress?.removeAttribute(name);
    }
  });

  test('X1: <live-feed> shows every field of its own items as text', async () => {
    const feed = await fixture<LiveFeed>(html`<live-feed channel="C" max="100" insert="immediate" .connection=${connection}></live-feed>`);
    await showAll(feed, async (text) => {
      // The same items each time, updated in place; and one of them with the text in every field.
      say(...FIELDS.filter((path) => path !== 'op').map((path) => Object.assign({ id: path }, bodyWith(path, text))));
      say({
        id: 'all',
        data: Object.fromEntries(FIELDS.filter((path) => path !== 'op' && !path.includes('.')).map((path) => [path, text])),
      });
      say({ id: 'event', event: text, data: bodyWith('actor.name', text) });
      await shown();
      expect(feed.textContent).to.include(text.trim().slice(0, 380));
    });
  });

  test('X1: <live-feed> tells items apart by any identity, and shows any body', async () => {
    const feed = await fixture<LiveFeed>(html`<live-feed channel="C" max="3" insert="immediate" .connection=${connection}></live-feed>`);
    await showAll(feed, async (text) => {
      say({ id: text, title: 'x' }, text, { [text]: text }, [text], [[{ [text]: [text] }]]);
      say({ id: `${text}1`, title: 'x' }, { id: `${text}2`, title: 'x' }, { id: `${text}3`, title: 'x' });
      await shown();
    });
  });

  test('X1: X2: <live-feed> writes them into the places of a template as text, and into no place where they could do more', async () => {
    const template = document.createElement('template');
    template.slot = 'item';
    // Hidden, since WebKit takes minutes to lay out a hundred thousand letters in each of these.
    template.innerHTML = `
      <article class="{{v}} row" title="{{v}}" data-v="{{v}}" aria-label="{{v}}" id="{{v}}" style="{{v}}" onclick="{{v}}" is="{{v}}" slot="{{v}}">
        <div hidden>{{v}} <b>{{deep.v}}</b> <a href="{{v}}" target="{{v}}" ping="{{v}}">{{v}}</a> <a href="/orders/{{v}}">x</a> <area href="{{v}}" alt="{{v}}">
        <source src="{{v}}" srcset="{{v}}"><track src="{{v}}"><iframe src="{{v}}" srcdoc="{{v}}" sandbox="{{v}}"></iframe>
        <object data="{{v}}"></object><embed src="{{v}}"><form action="{{v}}"><button formaction="{{v}}" name="{{v}}"></button></form>
        <input value="{{v}}" autofocus="{{v}}" onfocus="{{v}}"><link href="{{v}}" rel="{{v}}"><base href="{{v}}"><meta content="{{v}}">
        <svg onload="{{v}}"><a href="{{v}}" xlink:href="{{v}}"><text>{{v}}</text></a><use href="{{v}}"></use><script>{{v}}</script></svg>
        <math href="{{v}}"><mi>{{v}}</mi></math><script>{{v}}</script><script src="{{v}}" type="{{v}}"></script><style>{{v}}</style>
        <textarea>{{v}}</textarea><template>{{v}}</template><noscript>{{v}}</noscript><time datetime="{{v}}">{{v}}</time>
        <live-counter label="{{v}}" connection="{{v}}"></live-counter><p contenteditable="{{v}}" popover="{{v}}" hidden="{{v}}">{{v}}</p></div>
      </article>`;
    const feed = await fixture<LiveFeed>(html`<live-feed channel="C" insert="immediate" .connection=${connection}>${template}</live-feed>`);
    await showAll(feed, async (text) => {
      say({ id: 1, v: text, deep: { v: text } });
      await shown();
      expect(feed.querySelector('b')?.textContent).to.equal(text);
      expect(feed.querySelector('article')?.title).to.equal(text);
    });
  });

  test('X1: <live-chart> names series, in legend, tooltip, summary and table, by text', async () => {
    const groups = Array.from({ length: Math.ceil(hostilePayloads.length / 6) }, (_, group) =>
      hostilePayloads.slice(group * 6, group * 6 + 6),
    );
    // Each with a channel of its own, since a chart that comes later begins with what an earlier one of its channel shows.
    let charts = 0;
    async function chartOf(names: readonly string[]): Promise<{ readonly host: HTMLElement; readonly chart: LiveChart }> {
      const params = { chart: (charts += 1) };
      const host = await fixture<HTMLElement>(
        html`<div><live-chart channel="C" .params=${params} .connection=${connection}></live-chart></div>`,
      );
      const chart = host.querySelector<LiveChart>('live-chart') as LiveChart;
      await nextFrame();
      const at = Date.now();
      const tell = (body: unknown): void => fake.broadcast('C', params, body);
      // By metric, by key of a flat object, and once more, so that there is a point to go back to.
      for (const earlier of [3_000, 2_000, 1_000]) {
        for (const name of names) tell({ type: 'datapoint', metric: name, value: earlier, timestamp: at - earlier });
        tell({ ...Object.fromEntries(names.map((name) => [name, 5])), timestamp: at - earlier + 100 });
      }
      await shown();
      const button = chart.shadowRoot?.querySelector<HTMLElement>('[part="toolbar"] button');
      button?.click();
      const plot = chart.shadowRoot?.querySelector<HTMLElement>('[part="plot"]');
      await waitUntil(() => plot?.querySelector('canvas'), 'the chart was not drawn');
      plot?.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowLeft', bubbles: true }));
      await shown();
      await waitUntil(() => chart.shadowRoot?.querySelector('table'), 'the table was not shown');
      return { host, chart };
    }
    const names = Array.from({ length: 6 }, (_, place) => `harmless ${place}`);
    const { host: first, chart: harmless } = await chartOf(names);
    expect(harmless.shadowRoot?.querySelector('[part="tooltip"]')).to.not.equal(null);
    expect(harmless.shadowRoot?.querySelector('table')).to.not.equal(null);
    const before = lookAt(first);
    first.remove();
    for (const group of groups) {
      const { host, chart } = await chartOf(group);
      expect(harm(lookAt(host), before), JSON.stringify(group).slice(0, 200)).to.deep.equal([]);
      const legend = chart.shadowRoot?.querySelector('[part="legend"]')?.textContent ?? '';
      for (const name of group.filter((one) => /^<(script|img|svg|iframe)/.test(one)))
        expect(legend.toLowerCase()).to.include(name.replace(/[_.]+/g, ' ').toLowerCase());
      expect(chart.toCSV().split('\n').length).to.be.above(6);
      host.remove();
    }
    await scriptsHadTheirTime();
    expect('hurt' in globalThis).to.equal(false);
  });

  test('X1: X3: <live-chart> takes any attribute, and any table of the page, for what it is', async () => {
    const host = await fixture<HTMLElement>(html`
      <div>
        <live-chart channel="C" .connection=${connection}>
          <table>
            <tr>
              <th>at</th>
              <th></th>
            </tr>
            <tr>
              <td>1700000000</td>
              <td></td>
            </tr>
          </table>
        </live-chart>
      </div>
    `);
    const chart = host.querySelector<LiveChart>('live-chart') as LiveChart;
    const [, heading, , cell] = host.querySelectorAll('th, td');
    const names = ['label', 'unit', 'field', 'event', 'format', 'y-min', 'window', 'max-points', 'as-of', 'lang', 'seq'];
    for (const name of ['table', 'series', 'thresholds', ...names]) {
      await showAll(
        host,
        async (text) => {
          if (name === 'table') [heading, cell].forEach((place) => place && (place.textContent = text));
          else if (name === 'series') chart.setAttribute(name, JSON.stringify([{ field: 'value', label: text, unit: text, color: text }]));
          else if (name === 'thresholds') chart.setAttribute(name, JSON.stringify([{ value: 6, label: text }]));
          else chart.setAttribute(name, text);
          say({ value: 5 });
          await shown();
        },
        hostilePayloads.filter((_, place) => place % 4 === 1),
      );
      chart.removeAttribute(name);
    }
  });

  test('X1: <live-status> says reasons, messages and transports as text, however much it tells', async () => {
    for (const variant of ['dot', 'badge', 'banner'] as const) {
      const host = await fixture<HTMLElement>(html`<div></div>`);
      await showAll(
        host,
        async (text) => {
          const server = new FakeCable({ accept: false });
          const failing = createConnection({ transports: [server.transport] });
          const status = document.createElement('live-status');
          Object.assign(status, { connection: failing, variant, grace: 0, withDetails: true });
          host.replaceChildren(status);
          await status.updateComplete;
          server.signal({ type: 'open', kind: text });
          server.signal({ type: 'goodbye', reason: text, reconnect: false, message: text });
          await status.updateComplete;
          const details = status.shadowRoot?.querySelector<HTMLElement>('[part="details"]');
          details?.showPopover();
          details?.dispatchEvent(new ToggleEvent('toggle', { newState: 'open', oldState: 'closed' }));
          await waitUntil(() => status.kind === 'failed', 'it did not fail');
          await status.updateComplete;
          failing.close();
        },
        hostilePayloads.filter((_, place) => variant === 'badge' || place % 4 === 2),
      );
    }
  });

  for (const layout of ['row', 'table'])
    test(`X1: <live-ticker> shows quotes as text in a ${layout}`, async () => {
      const ticker = await fixture<LiveTicker>(
        html`<live-ticker channel="C" layout=${layout} with-sparkline .connection=${connection}></live-ticker>`,
      );
      await nextFrame();
      await showAll(ticker, async (text) => {
        ticker.market = text;
        // Begins anew, so that each text is a symbol of its own.
        ticker.field = ticker.field === 'price' ? 'value' : 'price';
        await ticker.updateComplete;
        const symbol = text.slice(0, 60);
        const names = { name: symbol, session: symbol, currency: symbol };
        say({ symbol, price: '5', value: '5', ...names }, { symbol: 'S', price: text, value: 5, ...names }, { session: symbol });
        await shown();
      });
    });

  test('X1: <live-pause>, <live-connection> and what is held back take them as text', async () => {
    const host = await fixture<HTMLElement>(html`
      <div>
        <live-connection .connection=${connection}>
          <live-pause></live-pause>
          <live-feed channel="C" max="1" insert="immediate"></live-feed>
          <live-counter channel="C" effect="none"></live-counter>
        </live-connection>
      </div>
    `);
    const [provider] = host.querySelectorAll('live-connection');
    const [pause] = host.querySelectorAll('live-pause');
    const [feed] = host.querySelectorAll('live-feed');
    if (!provider || !pause || !feed) return expect.fail('They are not there.');
    const button = (): HTMLElement | null | undefined => pause.shadowRoot?.querySelector('button');
    await nextFrame();
    await showAll(host, async (text) => {
      pause.label = text;
      provider.name = text;
      button()?.click();
      say({ id: 1, title: text, value: text }, { value: text });
      await shown();
      expect(pause.matches(':state(paused)')).to.equal(true);
      button()?.click();
      await shown();
    });
  });

  test('X1: an element that is wrongly set up says what was asked for as text', async () => {
    const host = await fixture<HTMLElement>(html`<div></div>`);
    await showAll(host, async (text) => {
      host.replaceChildren();
      for (const seq of ['a', 'b']) {
        const feed = document.createElement('live-feed');
        Object.assign(feed, { connection, channel: text, params: { [text]: text }, seq });
        host.append(feed);
        await feed.updateComplete;
        await feed.updateComplete;
      }
      await shown();
    });
  });

  test('X3: bodies full of prototypes change none, whichever element shows them', async () => {
    const host = await fixture<HTMLElement>(html`
      <div>
        <live-counter channel="C" .connection=${connection}></live-counter>
        <live-counter channel="C" field="__proto__.polluted" key="__proto__" entity="1" .connection=${connection}></live-counter>
        <live-counter channel="C" field="constructor.prototype.polluted" .connection=${connection}></live-counter>
        <live-progress channel="C" .connection=${connection}></live-progress>
        <live-progress channel="C" field="__proto__.polluted" max-field="constructor" .connection=${connection}></live-progress>
        <live-feed channel="C" key="__proto__.polluted" .connection=${connection}></live-feed>
        <live-feed channel="C" .connection=${connection}></live-feed>
        <live-ticker channel="C" .connection=${connection}></live-ticker>
        <live-ticker channel="C" key="__proto__" field="constructor.name" .connection=${connection}></live-ticker>
        <live-chart channel="C" .connection=${connection}></live-chart>
        <live-chart channel="C" field="__proto__ constructor" .connection=${connection}></live-chart>
      </div>
    `);
    const before = [Object.prototype, Array.prototype, String.prototype, Function.prototype].map((one) => Reflect.ownKeys(one).length);
    await nextFrame();
    for (const body of pollutingBodies) {
      say(body, { type: 'batch', data: [body, body] });
      await shown();
    }
    const [feed] = [...host.querySelectorAll('live-feed')].slice(-1);
    expect(feed?.textContent).to.include('x');
    expect('polluted' in {}).to.equal(false);
    expect(
      [Object.prototype, Array.prototype, String.prototype, Function.prototype].map((one) => Reflect.ownKeys(one).length),
    ).to.deep.equal(before);
  });
});
