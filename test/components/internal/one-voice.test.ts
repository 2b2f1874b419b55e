import '../../../components/define/index.js';
// Loaded before the tests, because the first one would otherwise compare with a chart that is not drawn yet.
import '../../../components/live-chart/surface.js';
import { expect, fixture, html, nextFrame } from '@open-wc/testing';
import { type Connection, createConnection } from '../../../src/index.js';
import { FakeCable } from '../../../src/testing/index.js';
import { ElementTime } from '../../support/element-time.js';
import { waitUntil } from '../../support/wait-until.js';

const { fetch } = window;

suite('badge and elements', () => {
  let time: ElementTime;
  let fake: FakeCable;
  let connection: Connection;
  let fetches: number;
  let page: HTMLElement;

  setup(async () => {
    time = new ElementTime().stop();
    fake = new FakeCable();
    fetches = 0;
    const at = Date.now();
    window.fetch = () => {
      fetches += 1;
      return Promise.resolve(Response.json([{ id: 1, title: 'x', value: 7, timestamp: at }]));
    };
    connection = createConnection({
      transports: [fake.transport],
      retry: () => 600_000,
      heartbeatWithin: 600_000,
      environment: { now: () => performance.now() + 10_000 * fetches },
    });
    page = await fixture<HTMLElement>(html`
      <live-connection .connection=${connection}>
        <live-status></live-status>
        <live-counter channel="C" label="Orders" snapshot="/orders.json"></live-counter>
        <live-feed channel="C" label="Orders" snapshot="/orders.json"></live-feed>
        <live-chart channel="C" label="Orders" field="value" snapshot="/orders.json"></live-chart>
        <div style="padding-top: 9000px"><live-counter channel="C" snapshot="/orders.json"></live-counter></div>
      </live-connection>
    `);
    await waitUntil(() => states('live').every(Boolean), 'They are not live.');
    await frames();
  });

  teardown(() => {
    connection.close();
    window.fetch = fetch;
    time.end();
  });

  function elements(): readonly Element[] {
    return [...page.querySelectorAll('live-status, live-counter, live-feed, live-chart')];
  }

  function states(state: string): readonly boolean[] {
    return elements().map((element) => element.matches(`:state(${state})`));
  }

  function sights(): readonly string[] {
    return elements().map((element) => element.shadowRoot?.innerHTML.replaceAll(/<!--.*?-->/g, '') ?? '');
  }

  async function frames(): Promise<void> {
    for (let frame = 0; frame < 3; frame += 1) await nextFrame();
  }

  test('show nothing of a loss of 300 ms', async () => {
    const before = sights();
    const seen: unknown[] = [];
    const observer = new MutationObserver((records) => seen.push(...records.map(({ target }) => target.textContent)));
    for (const { shadowRoot } of elements())
      if (shadowRoot) observer.observe(shadowRoot, { subtree: true, characterData: true, childList: true });
    fake.refuse();
    fake.drop();
    await nextFrame();
    time.advance(300);
    await frames();
    expect(sights()).to.deep.equal(before);
    expect(states('live').every(Boolean)).to.equal(true);
    fake.refuse(false);
    const asked = fetches;
    connection.reconnect();
    await waitUntil(() => fetches > asked, 'The snapshot was not fetched again.');
    await frames();
    observer.disconnect();
    expect(sights()).to.deep.equal(before);
    expect(states('live').every(Boolean)).to.equal(true);
    expect(seen).to.deep.equal([]);
  });

  test('report a loss in the same frame, once it lasted for a second', async () => {
    fake.refuse();
    fake.drop();
    await nextFrame();
    time.advance(999);
    await frames();
    expect(states('reconnecting')).to.deep.equal([false, false, false, false, false]);
    time.advance(1);
    await nextFrame();
    expect(states('reconnecting')).to.deep.equal([true, true, true, true, true]);
  });

  for (const [why, reason] of [
    ['nobody is signed in', 'unauthorized'],
    ['another person is signed in', 'other-user'],
  ] as const) {
    test(`are not live once ${why}, also out of sight`, async () => {
      fake.goodbye(reason, false);
      await frames();
      expect(states('failed')).to.deep.equal([true, true, true, true, true]);
      expect(states('live')).to.deep.equal([false, false, false, false, false]);
    });
  }
});
