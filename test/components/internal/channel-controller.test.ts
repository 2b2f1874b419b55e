import { expect, fixture, html } from '@open-wc/testing';
import { render } from 'lit';
import '../../../components/define/index.js';
import { type CablegramError, type Connection, createConnection } from '../../../src/index.js';
import { FakeCable } from '../../../src/testing/index.js';
import { waitUntil } from '../../support/wait-until.js';

const { fetch } = window;

suite('ChannelController', () => {
  let fake: FakeCable;
  let connection: Connection;
  /** What the core takes for the time, in ms. */
  let clock: number;
  let answer: () => Response;
  /** What went wrong with the channel, each time. */
  let failures: string[];
  /** What the elements told the page. */
  let told: string[];

  setup(async () => {
    fake = new FakeCable();
    clock = 0;
    connection = createConnection({
      transports: [fake.transport],
      retry: () => 0,
      heartbeatWithin: 600_000,
      environment: { now: () => clock },
    });
    answer = () => new Response(null, { status: 404 });
    window.fetch = () => Promise.resolve(answer());
    failures = [];
    told = [];
    connection.channel('C', {}, { snapshot: '/orders.json' }).errors$.subscribe(({ message }) => failures.push(message));
    const page = await fixture<HTMLElement>(html`<div></div>`);
    page.addEventListener('live-error', ({ target, error }) => {
      const { code, message } = error as CablegramError;
      told.push(`${(target as Element).localName} ${code} ${message.split(' ').at(-1) ?? ''}`);
    });
    render(
      html`<live-connection .connection=${connection}>
        <live-counter channel="C" label="Orders" snapshot="/orders.json"></live-counter>
        <live-feed channel="C" label="Orders" snapshot="/orders.json"></live-feed>
        <live-chart channel="C" label="Orders" snapshot="/orders.json"></live-chart>
      </live-connection>`,
      page,
    );
    await waitUntil(() => told.length === 3, 'The page was not told.');
  });

  teardown(() => {
    connection.close();
    window.fetch = fetch;
  });

  function takeTold(): string[] {
    return told.splice(0).sort();
  }

  /** Fetches the snapshot anew, as each connection does once 2 s have gone by. */
  function fetchAgain(next: () => Response): void {
    answer = next;
    clock += 2_000;
    fake.drop();
  }

  async function fail(status: number): Promise<void> {
    const before = failures.length;
    fetchAgain(() => new Response(null, { status }));
    await waitUntil(() => failures.length > before, 'The snapshot did not fail.');
  }

  function tellsOf(status: number): string[] {
    return ['chart', 'counter', 'feed'].map((name) => `live-${name} snapshot-failed ${status}.`);
  }

  test('every element reports why its snapshot does not arrive, once until that changes', async () => {
    expect(takeTold()).to.deep.equal(tellsOf(404));
    await fail(404);
    await fail(404);
    expect(takeTold()).to.deep.equal([]);
    await fail(503);
    expect(takeTold()).to.deep.equal(tellsOf(503));
  });

  test('a snapshot that came makes the next failure news', async () => {
    expect(takeTold()).to.deep.equal(tellsOf(404));
    fetchAgain(() => Response.json({ value: 7 }));
    const value = document.querySelector('live-counter')?.shadowRoot?.querySelector('[part~="value"]');
    await waitUntil(() => value?.textContent.trim() === '7', 'The snapshot did not come.');
    await fail(404);
    expect(takeTold()).to.deep.equal(tellsOf(404));
  });
});
