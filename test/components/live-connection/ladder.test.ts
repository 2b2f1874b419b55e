import { expect, fixture, html } from '@open-wc/testing';
import '../../../components/define/live-connection.js';
import '../../../components/define/live-counter.js';
import { pageConnection } from '../../../components/internal/page-connection.js';
import { ladderOf, type LadderWish } from '../../../components/live-connection/ladder.js';
import type { LiveConnection } from '../../../components/live-connection/live-connection.js';
import { FakeCable } from '../../../src/testing/index.js';
import { FakeSockets } from '../../support/fake-socket.js';
import { waitUntil } from '../../support/wait-until.js';
import { steadyConnection } from '../../support/steady-connection.js';

const silent: LadderWish = { transports: '', sseUrl: '', whenHidden: '' };

suite('ladderOf', () => {
  test('asks for nothing where nothing is said', () => {
    expect(ladderOf('/cable', silent)).to.equal(undefined);
    expect(ladderOf('/cable', { ...silent, pollEvery: 3_000, sseUrl: '/events' })).to.equal(undefined);
  });

  test('shares the page’s own connection where the defaults are spelt out', () => {
    expect(ladderOf('/cable', { ...silent, transports: ' cable  cable ' })).to.deep.equal({ session: '' });
    expect(ladderOf('/cable', { ...silent, whenHidden: 'keep' })).to.deep.equal({ session: '', whenHidden: 'keep' });
    expect(ladderOf('/cable', { ...silent, transports: 'cable', pollEvery: 3_000, sseUrl: '/events' })?.session).to.equal('');
  });

  test('names the ways in their order', () => {
    const ladder = ladderOf('/cable', { ...silent, transports: ' polling  cable ' });
    expect([ladder?.transports?.length, ladder?.session]).to.deep.equal([2, '{"transports":["polling","cable"]}']);
  });

  test('reaches AnyCable at the same address, and loads the code for it', () => {
    const [transport, fallback] = ladderOf('/cable', { ...silent, transports: 'anycable polling' })?.transports ?? [];
    expect([transport?.cableUrl, typeof fallback]).to.deep.equal(['/cable', 'function']);
  });

  test('is the same for who says the same, and another for who says anything else', () => {
    const getToken = (): Promise<string> => Promise.resolve('t');
    const wishes: LadderWish[] = [
      { ...silent, transports: 'cable polling' },
      { ...silent, transports: 'polling cable' },
      { ...silent, transports: 'anycable' },
      { ...silent, transports: 'anycable', acrossTabs: true },
      { ...silent, transports: 'cable polling', pollEvery: 3_000 },
      { ...silent, transports: 'cable sse', sseUrl: '/events' },
      { ...silent, transports: 'cable sse', sseUrl: '/other' },
      { ...silent, acrossTabs: true },
      { ...silent, acrossTabs: true, transports: 'cable polling' },
      { ...silent, whenHidden: 'close' },
      { ...silent, whenHidden: 'pause' },
      { ...silent, grace: 10_000 },
      { ...silent, getToken },
      { ...silent, getToken: () => Promise.resolve('t') },
    ];
    expect(new Set(wishes.map((wish) => ladderOf('/cable', wish)?.session)).size).to.equal(wishes.length);
    for (const wish of wishes) expect(ladderOf('/cable', { ...wish })?.session).to.equal(ladderOf('/cable', wish)?.session);
  });

  test('across tabs the cable is one that tells its address and shares snapshots', async () => {
    const [transport] = ladderOf('/cable', { ...silent, acrossTabs: true, session: 'ann' })?.transports ?? [];
    expect(transport?.cableUrl).to.equal('/cable');
    const fetched = { type: 'changed', body: 1 } as const;
    const wish = { identifier: 'i', url: '/i.json', isOrdered: false };
    expect(await transport?.shareSnapshot?.(wish, () => Promise.resolve(fetched))).to.equal(fetched);
  });

  for (const [what, wish, message] of [
    ['a way that nobody knows', { transports: 'cable carrier-pigeon' }, 'got "carrier-pigeon"'],
    ['sse without its address', { transports: 'sse' }, 'sse-url'],
    ['polling that is too fast', { transports: 'polling', pollEvery: 1_000 }, 'got 1000 ms'],
    ['events of a channel without a name', { transports: 'sse', sseUrl: '/events', sseEvents: { orders: [''] } }, 'channel'],
    ['a word for hidden pages that nobody knows', { whenHidden: 'sleep' }, 'got "sleep"'],
  ] as const) {
    test(`refuses ${what}`, () => {
      expect(() => ladderOf('/cable', { ...silent, ...wish })).to.throw(message);
    });
  }
});

suite('LiveConnection with a ladder', () => {
  const { fetch, WebSocket } = window;
  const { warn } = console;
  let fetches: { readonly url: string; readonly headers: Headers }[];
  let sockets: FakeSockets;
  let warnings: string[];

  function dialled(): string[] {
    return sockets.all.map(({ url }) => new URL(url).pathname);
  }

  setup(() => {
    [fetches, sockets, warnings] = [[], new FakeSockets(), []];
    window.fetch = (input, init) => {
      fetches.push({ url: input as string, headers: new Headers(init?.headers) });
      return Promise.resolve(new Response('{"value":42}', { headers: { 'content-type': 'application/json' } }));
    };
    window.WebSocket = sockets.WebSocket as unknown as typeof WebSocket;
    console.warn = (text: string) => void warnings.push(text);
  });

  teardown(() => {
    window.fetch = fetch;
    window.WebSocket = WebSocket;
    console.warn = warn;
  });

  /** All connections of the test, and what is inside them. */
  async function connectionsOf(element: HTMLElement): Promise<LiveConnection[]> {
    const elements = [...element.querySelectorAll('live-connection')];
    for (const { updateComplete } of elements) await updateComplete;
    return elements;
  }

  test('polls what the channels inside it say, by attributes alone', async () => {
    const element = await fixture<LiveConnection>(html`
      <live-connection transports="polling" poll-every="3s">
        <live-counter channel="OrdersChannel" snapshot="/orders.json"></live-counter>
      </live-connection>
    `);
    const counter = element.querySelector('live-counter');
    await waitUntil(() => counter?.shadowRoot?.querySelector('[part~="value"]')?.textContent.includes('42'));
    expect(fetches.map(({ url }) => url)).to.deep.equal(['/orders.json']);
    expect(element.connection?.status.transport).to.equal('polling');
    expect(dialled()).to.deep.equal([]);
  });

  test('reads events from where sse-url says', async () => {
    await fixture(html`
      <live-connection transports="sse" sse-url="/live/events"><live-counter channel="OrdersChannel"></live-counter></live-connection>
    `);
    await waitUntil(() => fetches.length > 0);
    expect(fetches[0]?.url).to.equal(`/live/events?identifier=${encodeURIComponent('{"channel":"OrdersChannel"}')}`);
    expect(dialled()).to.deep.equal([]);
  });

  test('gives events to the channels that sse-events names', async () => {
    window.fetch = (input) => {
      fetches.push({ url: input as string, headers: new Headers() });
      const body = 'event: orders\ndata: {"value":7}\n\n';
      return Promise.resolve(new Response(body, { headers: { 'content-type': 'text/event-stream' } }));
    };
    const element = await fixture<LiveConnection>(html`
      <live-connection transports="sse" sse-url="/live/named" sse-events='{"orders":["OrdersChannel",{"shop":1}]}'>
        <live-counter channel="OrdersChannel" params='{"shop":1}'></live-counter>
      </live-connection>
    `);
    const counter = element.querySelector('live-counter');
    await waitUntil(() => counter?.shadowRoot?.querySelector('[part~="value"]')?.textContent.includes('7'));
    expect(fetches[0]?.url).to.equal('/live/named');
  });

  test('polls a page that is hidden from the first, with when-hidden="follow"', async () => {
    Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
    const element = await fixture<LiveConnection>(html`
      <live-connection transports="polling" when-hidden="follow">
        <live-counter channel="HiddenChannel" snapshot="/hidden.json"></live-counter>
      </live-connection>
    `);
    await waitUntil(() => fetches.some(({ url }) => url === '/hidden.json'));
    await waitUntil(() => element.connection?.status.state === 'connected');
    Reflect.deleteProperty(document, 'visibilityState');
  });

  test('dials the page’s default address first, where cable is the best way and no url is said', async () => {
    const meta = Object.assign(document.createElement('meta'), { name: 'action-cable-url', content: '/by-meta' });
    document.head.append(meta);
    await fixture(html`
      <live-connection transports="cable polling">
        <live-counter channel="OrdersChannel" snapshot="/orders.json"></live-counter>
      </live-connection>
    `);
    await waitUntil(() => sockets.all.length > 0);
    meta.remove();
    expect(dialled()).to.deep.equal(['/by-meta']);
  });

  test('takes the next way where the first fails three times', async () => {
    const element = await fixture<LiveConnection>(html`
      <live-connection url="/refused" transports="cable polling">
        <live-counter channel="OrdersChannel" snapshot="/orders.json"></live-counter>
      </live-connection>
    `);
    for (const tries of [1, 2, 3]) {
      await waitUntil(() => sockets.all.length === tries);
      sockets.last.fail();
      // What wakes a page cuts the wait for the next dial short.
      window.dispatchEvent(new Event('online'));
    }
    await waitUntil(() => element.connection?.status.transport === 'polling');
    expect(dialled()).to.deep.equal(['/refused', '/refused', '/refused']);
  });

  test('shares one connection among those that say the same, and the page’s own where they say no more than it', async () => {
    const elements = await connectionsOf(
      await fixture(html`
        <div>
          <live-connection transports="cable polling"></live-connection>
          <live-connection transports=" cable  polling "></live-connection>
          <live-connection transports="polling"></live-connection>
          <live-connection url="/other" transports="cable" when-hidden="keep"
            ><live-connection transports="cable"></live-connection
          ></live-connection>
        </div>
      `),
    );
    const [one, other, different, elsewhere, own] = elements.map(({ connection }) => connection?.status);
    expect(one).to.equal(other);
    expect(one).not.to.equal(different);
    expect(own).to.equal(pageConnection().status);
    expect(elsewhere).not.to.equal(own);
  });

  test('asks the function it is given for a token, and shares with nobody who has another', async () => {
    const getToken = (): Promise<string> => Promise.resolve('mine');
    const theirs = (): Promise<string> => Promise.resolve('theirs');
    const elements = await connectionsOf(
      await fixture(html`
        <div>
          ${[getToken, getToken, theirs].map(
            (get) =>
              html`<live-connection transports="polling" .getToken=${get}>
                <live-counter channel="TokenChannel" snapshot="/token.json"></live-counter>
              </live-connection>`,
          )}
        </div>
      `),
    );
    await waitUntil(() => fetches.length === 2);
    expect(fetches.map(({ headers }) => headers.get('authorization'))).to.deep.equal(['Bearer mine', 'Bearer theirs']);
    expect(elements[0]?.connection?.status).to.equal(elements[1]?.connection?.status);
    expect(elements[0]?.hasAttribute('gettoken')).to.equal(false);
  });

  test('is paused while nobody sees the page, where it says so', async () => {
    const element = await fixture<LiveConnection>(html`
      <live-connection url="/hidden" when-hidden="pause"><live-counter channel="OrdersChannel"></live-counter></live-connection>
    `);
    Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
    expect(element.connection?.paused).to.equal(true);
    Reflect.deleteProperty(document, 'visibilityState');
    document.dispatchEvent(new Event('visibilitychange'));
    expect(element.connection?.paused).to.equal(false);
  });

  test('gives another connection when its ladder changes, and the default when it is taken away', async () => {
    const element = await fixture<LiveConnection>(html`<live-connection></live-connection>`);
    const seen = [element.connection];
    for (const [name, value] of [
      ['transports', 'polling sse'],
      ['sse-url', '/events'],
      ['poll-every', '4s'],
      ['when-hidden', 'close'],
    ] as const) {
      element.setAttribute(name, value);
      await element.updateComplete;
      if (name !== 'transports') seen.push(element.connection);
    }
    expect(new Set(seen).size).to.equal(4);
    for (const name of ['transports', 'sse-url', 'poll-every', 'when-hidden']) element.removeAttribute(name);
    await element.updateComplete;
    pageConnection().pause();
    expect(element.connection?.paused).to.equal(true);
    pageConnection().resume();
    expect(warnings).to.deep.equal([
      'cablegram: <live-connection> needs sse-url for its transport sse. See cablegram/docs/errors.md#option-invalid',
    ]);
  });

  suite('that cannot be made', () => {
    test('is reported once by an event of each element, and once in the console', async () => {
      const errors: string[] = [];
      const host = await fixture<HTMLElement>(html`<div></div>`);
      host.addEventListener('live-error', ({ error }) => errors.push((error as Error).message));
      host.innerHTML = '<live-connection transports="cable carrier-pigeon"></live-connection>'.repeat(2);
      const elements = await connectionsOf(host);
      await fixture(html`<live-connection name="one-more"></live-connection>`);
      const message = '<live-connection> needs transports to be cable, anycable, polling or sse, but got "carrier-pigeon".';
      expect(errors).to.deep.equal([message, message]);
      expect(warnings).to.deep.equal([`cablegram: ${message} See cablegram/docs/errors.md#option-invalid`]);
      expect(elements.map(({ connection }) => connection)).to.deep.equal([undefined, undefined]);
    });

    test('lets nothing inside dial, until it is mended', async () => {
      const element = await fixture<LiveConnection>(html`
        <live-connection url="/mended" transports="cabel"><live-counter channel="OrdersChannel"></live-counter></live-connection>
      `);
      await element.querySelector('live-counter')?.updateComplete;
      expect(dialled()).to.deep.equal([]);
      element.transports = 'cable';
      await waitUntil(() => sockets.all.length > 0);
      expect(dialled()).to.deep.equal(['/mended']);
    });
  });

  suite('and what the page sets after the insertion, in the same task,', () => {
    const counter = '<live-counter channel="OrdersChannel" snapshot="/orders.json"></live-counter>';

    test('uses the connection, and never dials the default', async () => {
      const fake = new FakeCable();
      const connection = steadyConnection(fake);
      const host = await fixture<HTMLElement>(html`<div></div>`);
      host.innerHTML = `<live-connection>${counter}</live-connection>`;
      Object.assign(host.firstElementChild as LiveConnection, { connection });
      await waitUntil(() => fake.dials > 0);
      expect(dialled()).to.deep.equal([]);
      connection.close();
    });

    test('uses the connection where only what is inside is new', async () => {
      const fake = new FakeCable();
      const connection = steadyConnection(fake);
      const element = await fixture<LiveConnection>(html`<live-connection></live-connection>`);
      element.innerHTML = counter;
      element.connection = connection;
      await waitUntil(() => fake.dials > 0);
      expect(dialled()).to.deep.equal([]);
      connection.close();
    });

    test('uses the token where only what is inside is new', async () => {
      const element = await fixture<LiveConnection>(html`<live-connection url="/with-token"></live-connection>`);
      element.innerHTML = counter;
      element.getToken = () => Promise.resolve('t');
      await waitUntil(() => sockets.all.length > 0);
      expect(sockets.all.map(({ protocols }) => protocols.at(-1))).to.deep.equal(['cablegram-token.t']);
    });

    test('gives it at once to a script that asks', async () => {
      const element = await fixture<LiveConnection>(html`<live-connection></live-connection>`);
      const before = element.connection;
      element.url = '/asked-at-once';
      const after = element.connection;
      expect(after).not.to.equal(before);
      await element.updateComplete;
      expect(element.connection).to.equal(after);
    });
  });
});
