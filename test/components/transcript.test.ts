import { expect, fixture, html } from '@open-wc/testing';
import type { TemplateResult } from 'lit';
import '../../components/define/index.js';
import { createConnection, type Params } from '../../src/index.js';
import { FakeCable, VirtualTime } from '../../src/testing/index.js';

/** What a person with a screen reader hears of a page, with the seconds since its beginning. */
type Transcript = readonly string[];

interface Scene {
  readonly cable: FakeCable;
  readonly send: (body: unknown, params?: Params) => void;
  /** Lets seconds pass in which the server sends its heartbeats, if it can be reached. */
  readonly wait: (seconds: number) => Promise<void>;
}

/** Shows a page, plays a scene in virtual time, and returns everything that its live regions said. */
async function transcriptOf(page: TemplateResult, play: (scene: Scene) => Promise<void>): Promise<Transcript> {
  const time = new VirtualTime();
  const uninstall = time.install();
  const cable = new FakeCable();
  const connection = createConnection({ transports: [cable.transport], environment: time.environment, linger: 0 });
  const heard: string[] = [];
  const began = time.now;
  const hear = (text: string): void => void heard.push(`${((time.now - began) / 1000).toFixed(0)} s: ${text}`);
  try {
    await fixture(html`<live-connection .connection=${connection}>${page}</live-connection>`);
    const regions = regionsWithin(document);
    const before = new Map(regions.map((region) => [region, textsOf(region)]));
    const listen = (): void => {
      for (const region of regionsWithin(document)) {
        const known = before.get(region) ?? [];
        const texts = textsOf(region);
        for (const text of texts.filter((said) => !known.includes(said))) hear(`${isUrgent(region) ? 'ALERT ' : ''}${text}`);
        before.set(region, texts);
      }
    };
    const wait = async (seconds: number): Promise<void> => {
      for (let tenth = 0; tenth < seconds * 10; tenth += 1) {
        if (tenth % 30 === 0 && cable.isOpen) cable.heartbeat();
        await time.advanceAsync(100);
        listen();
      }
    };
    await wait(1);
    await play({ cable, wait, send: (body, params = {}) => cable.broadcast('C', params, body) });
    return heard;
  } finally {
    connection.close();
    uninstall();
  }
}

/** Returns the live regions of the page and of the elements' shadow roots. */
function regionsWithin(root: Document | ShadowRoot): readonly Element[] {
  const all = [...root.querySelectorAll('*')];
  const nested = all.flatMap(({ shadowRoot }) => (shadowRoot ? regionsWithin(shadowRoot) : []));
  return [
    ...all.filter((element) => element.matches('[role="status"], [role="alert"], [aria-live="polite"], [aria-live="assertive"]')),
    ...nested,
  ];
}

const isUrgent = (region: Element): boolean => region.matches('[role="alert"], [aria-live="assertive"]');

/** The lines of the page's regions, or the whole text of an element's own. */
function textsOf(region: Element): readonly string[] {
  const lines = region.matches('#cablegram-announcements, #cablegram-alerts') ? [...region.children] : [region];
  return lines.map(({ textContent }) => textContent.replace(/\s+/g, ' ').trim()).filter(Boolean);
}

suite('the transcript', () => {
  test('of a counter: its changes at most every ten seconds, a loss, and what was missed', async () => {
    const heard = await transcriptOf(
      html`<live-counter channel="C" label="Orders" announce="polite" stale-after="20s" warn-at="50"></live-counter>`,
      async ({ send, wait, cable }) => {
        for (let value = 1; value <= 20; value += 1) {
          send({ value });
          await wait(1);
        }
        send({ value: 60 });
        await wait(15);
        cable.refuse();
        cable.drop();
        await wait(30);
      },
    );
    expect(heard).to.deep.equal([
      '2 s: Orders: 2, up',
      '12 s: Orders: 12, up',
      '22 s: Orders: 60, up, High',
      '42 s: Orders: Reconnecting… · as of 12:00:21 AM',
    ]);
  });

  test('of a counter that was not asked to speak: nothing', async () => {
    const heard = await transcriptOf(html`<live-counter channel="C" label="Orders"></live-counter>`, async ({ send, wait }) => {
      for (let value = 1; value <= 20; value += 1) {
        send({ value });
        await wait(1);
      }
    });
    expect(heard).to.deep.equal([]);
  });

  test('of a feed: how many are new, never what', async () => {
    const heard = await transcriptOf(
      html`<live-feed channel="C" label="Activity" announce="polite" stale-after="20s"></live-feed>`,
      async ({ send, wait }) => {
        for (let id = 1; id <= 130; id += 1) {
          send({ id, title: `Order ${id}` });
          await wait(0.2);
        }
        await wait(40);
      },
    );
    expect(heard).to.deep.equal([
      '1 s: Activity: 1 new',
      '11 s: Activity: 50 new',
      '21 s: Activity: 50 new',
      '31 s: Activity: 28 new',
      '47 s: Activity: as of 12:00:26 AM',
    ]);
  });

  test('of a job: its end', async () => {
    const heard = await transcriptOf(
      html`<live-progress channel="C" label="Export" announce="quarters"></live-progress>`,
      async ({ send, wait }) => {
        for (const progress of [0, 10, 30, 45, 60, 80]) {
          send({ progress, status: 'running' });
          await wait(5);
        }
        send({ status: 'failed', message: 'The printer is out of paper' });
        await wait(5);
      },
    );
    expect(heard).to.deep.equal([
      '11 s: Export: 25%',
      '21 s: Export: 50%',
      '26 s: Export: 75%',
      '31 s: Export: Failed · The printer is out of paper',
    ]);
  });

  test('of notices: information politely, danger at once', async () => {
    const heard = await transcriptOf(html`<live-notice channel="C" label="Jobs"></live-notice>`, async ({ send, wait }) => {
      send({ id: 1, title: 'Job 7 is done' });
      await wait(12);
      send({ id: 2, title: 'Press 2 is on fire', severity: 'danger' });
      await wait(12);
      for (let id = 3; id < 9; id += 1) send({ id, title: `Job ${id} is done` });
      await wait(12);
    });
    expect(heard).to.deep.equal(['2 s: Job 7 is done', '14 s: ALERT Error: Press 2 is on fire', '26 s: 6 new notices: Job 8 is done']);
  });

  test('of quotes: the limits that they cross', async () => {
    const heard = await transcriptOf(
      html`<live-ticker channel="C" label="Quotes" announce="polite"
        ><live-quote symbol="ACME" price="190" above="195"></live-quote
      ></live-ticker>`,
      async ({ send, wait }) => {
        for (const price of ['191.00', '194.00', '196.00', '197.00']) {
          send({ symbol: 'ACME', price });
          await wait(3);
        }
        await wait(12);
      },
    );
    expect(heard).to.deep.equal(['7 s: ACME, 196.00, above 195.00']);
  });

  test('of a badge and a pause: what changed, once, and not a blip', async () => {
    const heard = await transcriptOf(
      html`<live-status></live-status><live-counter channel="C" label="Orders"></live-counter>`,
      async ({ send, wait, cable }) => {
        send({ value: 1 });
        await wait(5);
        cable.drop();
        await wait(10);
        cable.refuse();
        cable.drop();
        await wait(30);
        cable.refuse(false);
        await wait(40);
      },
    );
    expect(heard).to.deep.equal([
      '1 s: Live',
      '7 s: Reconnecting',
      '8 s: Live',
      '17 s: Reconnecting',
      '26 s: Live updates unavailable',
      '48 s: Live',
    ]);
  });
});
