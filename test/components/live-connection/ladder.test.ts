import { expect, fixture, html, oneEvent, waitUntil } from '@open-wc/testing';
import '../../../components/define/live-connection.js';
import '../../../components/define/live-counter.js';
import { ladderOf, type LadderWish } from '../../../components/live-connection/ladder.js';
import type { LiveConnection } from '../../../components/live-connection/live-connection.js';

const silent: LadderWish = { transports: '', sseUrl: '', whenHidden: '' };

suite('ladderOf', () => {
  test('asks for nothing where nothing is said, so that the page’s own connection is shared', () => {
    expect(ladderOf('/cable', silent)).to.deep.equal({});
  });

  test('names the ways in their order', () => {
    const { transports, session } = ladderOf('/cable', { ...silent, transports: ' polling  cable ' });
    expect([transports?.length, session]).to.deep.equal([2, '[["polling","cable"],null,"",null,null]']);
  });

  test('is the same for who says the same, and another for who says anything else', () => {
    const getToken = (): Promise<string> => Promise.resolve('t');
    const wishes: LadderWish[] = [
      { ...silent, transports: 'cable polling' },
      { ...silent, transports: 'polling cable' },
      { ...silent, transports: 'cable polling', pollEvery: 3_000 },
      { ...silent, transports: 'cable sse', sseUrl: '/events' },
      { ...silent, whenHidden: 'close' },
      { ...silent, getToken },
      { ...silent, getToken: () => Promise.resolve('t') },
    ];
    expect(new Set(wishes.map((wish) => ladderOf('/cable', wish).session)).size).to.equal(wishes.length);
    for (const wish of wishes) expect(ladderOf('/cable', { ...wish }).session).to.equal(ladderOf('/cable', wish).session);
  });

  for (const [what, wish, message] of [
    ['a way that nobody knows', { transports: 'cable carrier-pigeon' }, 'got "carrier-pigeon"'],
    ['sse without its address', { transports: 'sse' }, 'sse-url'],
    ['a word for hidden pages that nobody knows', { whenHidden: 'sleep' }, 'got "sleep"'],
  ] as const) {
    test(`refuses ${what}`, () => {
      expect(() => ladderOf('/cable', { ...silent, ...wish })).to.throw(message);
    });
  }
});

suite('LiveConnection with a ladder', () => {
  const { fetch } = window;

  teardown(() => {
    window.fetch = fetch;
  });

  test('polls what the channels inside it say, by attributes alone', async () => {
    const asked: string[] = [];
    window.fetch = (input) => {
      asked.push(input as string);
      return Promise.resolve(new Response('{"value":42}', { headers: { 'content-type': 'application/json' } }));
    };
    const element = await fixture<LiveConnection>(html`
      <live-connection transports="polling" poll-every="3s">
        <live-counter channel="OrdersChannel" snapshot="/orders.json"></live-counter>
      </live-connection>
    `);
    const counter = element.querySelector('live-counter');
    await waitUntil(() => counter?.shadowRoot?.querySelector('[part~="value"]')?.textContent.includes('42'));
    expect(asked).to.deep.equal(['/orders.json']);
    expect(element.connection?.status.transport).to.equal('polling');
    element.remove();
  });

  test('shares one connection among those that say the same', async () => {
    const elements = await fixture<HTMLElement>(html`
      <div>
        <live-connection transports="cable polling"></live-connection>
        <live-connection transports="cable polling"></live-connection>
        <live-connection transports="polling"></live-connection>
      </div>
    `);
    const [one, other, different] = [...elements.querySelectorAll('live-connection')].map(({ connection }) => connection);
    expect(one?.status).to.equal(other?.status);
    expect(one?.status).not.to.equal(different?.status);
  });

  test('says what it cannot make, and dials nothing', async () => {
    const element = document.createElement('live-connection');
    element.transports = 'carrier-pigeon';
    setTimeout(() => document.body.append(element));
    const { error } = (await oneEvent(element, 'live-error')) as Event & { readonly error: Error };
    expect(error.message).to.equal('<live-connection> needs transports among cable, polling and sse, but got "carrier-pigeon".');
    expect(element.connection).to.equal(undefined);
    element.remove();
  });
});
