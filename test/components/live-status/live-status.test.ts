import { expect, fixture, html, nextFrame, oneEvent } from '@open-wc/testing';
import { map } from 'rxjs';
import '../../../components/define/live-connection.js';
import '../../../components/define/live-status.js';
import '../../../components/translations/de.js';
import type { LiveStatusEvent } from '../../../components/internal/events.js';
import type { LiveStatus } from '../../../components/live-status/live-status.js';
import type { StatusKind } from '../../../components/live-status/status-state.js';
import { type Connection, type ConnectionOptions, createConnection, type RetryDelay, type Transport } from '../../../src/index.js';
import { FakeCable } from '../../../src/testing/index.js';
import { presence } from '../../../src/transport/anycable/index.js';
import { ElementTime } from '../../support/element-time.js';
import { waitUntil } from '../../support/wait-until.js';
import { steadyConnection } from '../../support/steady-connection.js';

/** The grace of these tests, in ms: long enough to be seen, short enough to wait for. */
const GRACE = 40;

/** A grace that only a clock put forward ends, in ms. */
const MINUTE = 60_000;

/** How long the connection waits for its next dial, in ms: longer than any test, in which a dial only comes on request. */
const RETRY_AFTER = 60_000;

function connect(fake: FakeCable, options: ConnectionOptions = {}): Connection {
  return steadyConnection(fake, { retry: () => RETRY_AFTER, ...options });
}

async function show(connection: Connection, { grace = GRACE, ...rest }: Partial<LiveStatus> = {}): Promise<LiveStatus> {
  const element = document.createElement('live-status');
  Object.assign(element, { connection, grace, ...rest });
  const host = await fixture<HTMLElement>(html`<div></div>`);
  host.append(element);
  await element.updateComplete;
  return element;
}

function part(element: LiveStatus, name: string): HTMLElement | null {
  return element.shadowRoot?.querySelector<HTMLElement>(`[part~="${name}"]`) ?? null;
}

function textOf(element: LiveStatus, name: string): string {
  return part(element, name)?.textContent.trim() ?? '';
}

async function becomes(element: LiveStatus, kind: StatusKind): Promise<void> {
  await waitUntil(() => element.kind === kind, `expected ${kind}`);
  await element.updateComplete;
}

/** Counts a channel of its own as used, and returns how to leave it. */
function use(connection: Connection, channel: string): void {
  connection.channel(channel).messages$.subscribe();
}

/** Makes the page look hidden, as it is also while it is left. */
function hide(hidden: boolean): void {
  for (const [name, value] of Object.entries({ hidden: true, visibilityState: 'hidden' })) {
    if (hidden) Object.defineProperty(document, name, { value, configurable: true });
    else Reflect.deleteProperty(document, name);
  }
  document.dispatchEvent(new Event('visibilitychange'));
}

suite('LiveStatus', () => {
  let fake: FakeCable;
  let connection: Connection;

  setup(() => {
    fake = new FakeCable();
    connection = connect(fake);
  });

  teardown(() => connection.close());

  suite('alone on a page', () => {
    test('dials by itself, and lets go when it is removed', async () => {
      const element = await show(connection);
      expect(fake.dials).to.equal(1);
      expect(element.kind).to.equal('live');
      element.remove();
      await waitUntil(() => connection.status.state === 'idle');
    });

    test('keeps the link while it is moved', async () => {
      const element = await show(connection);
      const elsewhere = await fixture<HTMLElement>(html`<section></section>`);
      elsewhere.append(element);
      await element.updateComplete;
      await nextFrame();
      await nextFrame();
      expect(fake.dials).to.equal(1);
      expect(element.kind).to.equal('live');
    });

    test('shows the present again when it is put back', async () => {
      const element = await show(connection);
      const host = element.parentElement;
      element.remove();
      await waitUntil(() => connection.status.state === 'idle');
      fake.refuse();
      host?.append(element);
      await becomes(element, 'reconnecting');
    });

    test('is idle, and does not throw, where its connection is named by nobody', async () => {
      const element = await fixture<LiveStatus>(html`<live-status connection="nobody"></live-status>`);
      expect(element.kind).to.equal('idle');
      expect(textOf(element, 'text')).to.equal('Not in use');
      await expect(element).to.be.accessible();
    });

    test('follows another connection when it is given one', async () => {
      const element = await show(connection);
      const other = connect(new FakeCable({ accept: false }));
      element.connection = other;
      await element.updateComplete;
      expect(element.kind).to.equal('connecting');
      await waitUntil(() => connection.status.state === 'idle');
      other.close();
    });
  });

  suite('what it shows', () => {
    test('says that it connects, then that it is live', async () => {
      fake = new FakeCable({ accept: false });
      const element = await show(connect(fake));
      expect(textOf(element, 'text')).to.equal('Connecting…');
      fake.accept();
      await element.updateComplete;
      expect(textOf(element, 'text')).to.equal('Live');
    });

    test('waits where a channel was confirmed and nothing was heard', async () => {
      use(connection, 'A');
      const element = await show(connection);
      expect(textOf(element, 'text')).to.equal('Nothing heard yet');
      fake.broadcast('A', {}, { value: 0 });
      await becomes(element, 'live');
    });

    test('is live where a channel brings only who is present, which is no data to wait for', async () => {
      const cable = new FakeCable({ presence: true });
      const other = connect(cable);
      presence(other.channel('A')).presence$.subscribe();
      const element = await show(other);
      expect(textOf(element, 'text')).to.equal('Live');
      other.close();
    });

    test('says that it is live in part where a channel was refused', async () => {
      use(connection, 'A');
      use(connection, 'B');
      const element = await show(connection);
      fake.reject('B');
      await becomes(element, 'partial');
      expect(textOf(element, 'words')).to.equal('Live in part');
    });

    test('counts down to the next try, which is not read aloud', async () => {
      const element = await show(connection);
      fake.refuse();
      fake.drop();
      await becomes(element, 'reconnecting');
      const seconds = (): number => Number(/^in (\d+) s$/.exec(textOf(element, 'detail'))?.[1]);
      const first = seconds();
      expect(first).to.be.within(1, 60);
      expect(textOf(element, 'words')).to.equal(`Reconnecting in ${first} s`);
      expect(part(element, 'detail')?.getAttribute('aria-hidden')).to.equal('true');
      await waitUntil(() => seconds() < first, 'counts');
      expect(part(element, 'text')?.getAttribute('role')).to.equal('status');
      expect(textOf(element, 'text')).to.equal('Reconnecting');
    });

    test('says trouble once the grace of a second is over, and not before', async () => {
      const time = new ElementTime();
      try {
        const element = await fixture<LiveStatus>(html`<live-status .connection=${connection}></live-status>`);
        time.stop();
        fake.refuse();
        fake.drop();
        await element.updateComplete;
        time.advance(999);
        await element.updateComplete;
        expect(element.kind).to.equal('live');
        time.advance(1);
        await element.updateComplete;
        expect(element.kind).to.equal('reconnecting');
      } finally {
        time.end();
      }
    });

    test('says nothing of a loss that is mended within the grace', async () => {
      connection = connect(fake, { retry: () => 5 });
      const element = await show(connection, { grace: MINUTE });
      let changes = 0;
      element.addEventListener('live-status', () => (changes += 1));
      fake.drop();
      await waitUntil(() => connection.status.state === 'connected' && fake.dials === 2);
      await element.updateComplete;
      expect(changes).to.equal(0);
      expect(element.kind).to.equal('live');
      expect(element.matches(':state(restored)')).to.equal(false);
    });

    test('says that nothing is allowed when the server refuses every channel', async () => {
      use(connection, 'A');
      const element = await show(connection);
      fake.reject('A');
      await becomes(element, 'rejected');
      expect(textOf(element, 'words')).to.equal('Not allowed');
    });

    test('reports the end of trouble that it showed', async () => {
      const element = await show(connection);
      fake.refuse();
      fake.drop();
      await becomes(element, 'reconnecting');
      fake.refuse(false);
      connection.reconnect();
      await becomes(element, 'live');
      expect(textOf(element, 'words')).to.equal('Live · connection restored');
      expect(textOf(element, 'text')).to.equal('Live');
      expect(element.matches(':state(restored)')).to.equal(true);
    });

    test('says that the page is offline', async () => {
      connection = connect(fake, { environment: { isOnline: () => false } });
      const element = await show(connection);
      fake.drop();
      await becomes(element, 'offline');
      expect(textOf(element, 'text')).to.equal('Offline');
    });

    test('says that the server has been silent for too long', async () => {
      const element = await show(connection, { staleAfter: 1500 });
      await becomes(element, 'stale');
      expect(textOf(element, 'words')).to.match(/^Stale · last heard (now|\d+s ago)$/);
      fake.heartbeat();
      await waitUntil(() => element.kind === 'live', 'live again');
    });

    test('says who must act when the server refuses for good', async () => {
      const element = await show(connection);
      fake.goodbye('unauthorized', false);
      await becomes(element, 'failed');
      expect(textOf(element, 'text')).to.equal('Live updates unavailable · Not signed in');
    });

    test('says in either language that another person is signed in, and that the server reads nothing', async () => {
      const element = await show(connection);
      fake.goodbye('other-user', false);
      await becomes(element, 'failed');
      expect(textOf(element, 'text')).to.equal('Live updates unavailable · Another person is signed in now');
      const german = await show(connection, { lang: 'de' });
      await becomes(german, 'failed');
      expect(textOf(german, 'text')).to.equal('Keine Live-Aktualisierung · Jetzt ist eine andere Person angemeldet');
      connection = connect((fake = new FakeCable()));
      const other = await show(connection);
      fake.goodbye('unread', false);
      await becomes(other, 'failed');
      expect(textOf(other, 'text')).to.equal('Live updates unavailable · The server no longer reads what this page sends');
    });

    test('shows the action of the page in place of the retry once it failed', async () => {
      const element = await show(connection);
      element.innerHTML = '<a slot="action" href="/sign-in">Sign in</a>';
      fake.goodbye('unauthorized', false);
      await becomes(element, 'failed');
      expect(element.shadowRoot?.querySelector<HTMLSlotElement>('slot')?.assignedElements()).to.deep.equal([element.firstChild]);
      expect(part(element, 'retry')?.checkVisibility()).to.equal(false);
    });

    test('says an unknown reason in the words of the connection', async () => {
      const element = await show(connection);
      fake.goodbye('teapot', false);
      await becomes(element, 'failed');
      expect(textOf(element, 'text')).to.contain('teapot');
    });

    test('is paused only while nothing is wrong', async () => {
      const element = await show(connection);
      connection.pause();
      await becomes(element, 'paused');
      expect(textOf(element, 'words')).to.equal('Paused');
      fake.refuse();
      fake.drop();
      await becomes(element, 'reconnecting');
      connection.resume();
    });

    test('says that the page closed the connection, and offers nothing', async () => {
      const element = await show(connection);
      connection.close();
      await becomes(element, 'closed');
      expect(part(element, 'retry')).to.equal(null);
    });

    test('shows closed where it arrives after the end', async () => {
      connection.close();
      const element = await show(connection);
      expect(element.kind).to.equal('closed');
    });

    test('names polling as the way it is live', async () => {
      fake = new FakeCable({ accept: false });
      const element = await show(connect(fake));
      fake.signal({ type: 'open', kind: 'polling' });
      await becomes(element, 'polling');
      expect(textOf(element, 'text')).to.equal('Live by polling');
    });

    test('speaks the language around it', async () => {
      const host = await fixture<HTMLElement>(html`<div lang="de"></div>`);
      const element = document.createElement('live-status');
      Object.assign(element, { connection, grace: GRACE });
      host.append(element);
      fake.refuse();
      await becomes(element, 'reconnecting');
      expect(textOf(element, 'text')).to.equal('Verbindet neu');
    });

    test('gives each kind a shape of its own', async () => {
      const shapes = new Set<string>();
      const element = await show(connection);
      const shape = (): string => part(element, 'glyph')?.innerHTML.replaceAll(/<!--.*?-->/g, '') ?? '';
      shapes.add(shape());
      connection.pause();
      await becomes(element, 'paused');
      shapes.add(shape());
      fake.refuse();
      fake.drop();
      await becomes(element, 'reconnecting');
      shapes.add(shape());
      fake.refuse(false);
      connection.reconnect();
      fake.goodbye('unauthorized', false);
      await becomes(element, 'failed');
      shapes.add(shape());
      expect(shapes.size).to.equal(4);
    });
  });

  suite('where nothing works', () => {
    /** Where the page's connections are, by address. */
    const registry: unique symbol = Symbol.for('cablegram.registry') as never;
    const askedBefore = window.fetch;
    let asked: string[];
    let answer: () => Promise<Response>;

    setup(() => {
      asked = [];
      answer = () => Promise.resolve(new Response('Not Found', { status: 404 }));
      window.fetch = (url) => {
        asked.push(url as string);
        return answer();
      };
    });

    teardown(() => {
      window.fetch = askedBefore;
      hide(false);
    });

    /** Shows the status of a cable at an address of the page's own server, or of another. */
    async function showAt(
      address: string,
      options: Partial<LiveStatus> = {},
      retry: RetryDelay = () => 10,
      below: readonly Transport[] = [],
    ): Promise<LiveStatus> {
      // Dialled unseen too, as by a page that is hidden while its last dial runs.
      const transport: Transport = Object.assign(((commands$, dial) => fake.transport(commands$, dial)) as Transport, {
        cableUrl: address,
      });
      connection = connect(fake, { transports: [transport, ...below], retry, environment: { isVisible: () => true } });
      const page = globalThis as { [registry]?: Map<string, { readonly connection: Connection; readonly options: object }> };
      page[registry] ??= new Map();
      page[registry].set(JSON.stringify([2, new URL(address, document.baseURI).href, '']), { connection, options: {} });
      const host = await fixture<HTMLElement>(html`<live-connection url=${address}></live-connection>`);
      const element = document.createElement('live-status');
      Object.assign(element, { grace: GRACE, ...options });
      host.append(element);
      await becomes(element, 'live');
      return element;
    }

    async function breakDown(element: LiveStatus): Promise<void> {
      fake.refuse();
      fake.drop();
      await becomes(element, 'unavailable');
    }

    /** What follows within the element, once its own server has answered. */
    async function why(element: LiveStatus, words: RegExp, name = 'hint'): Promise<void> {
      await waitUntil(() => words.test(textOf(element, name).replaceAll(/\s+/g, ' ')), `expected ${words.source}`);
    }

    test('says so after three failed tries, since when, and why by the answer of its own server', async () => {
      const element = await showAt('/no-cable', { variant: 'banner' });
      await breakDown(element);
      expect(textOf(element, 'text')).to.equal('Live updates unavailable');
      await why(element, /^since \d+:\d\d.*\. The server has no live updates at this address\. What you see may be out of date\.$/);
      const time = element.shadowRoot?.querySelector('time');
      expect(Date.parse(time?.dateTime ?? '')).to.equal(connection.status.since);
      expect(element.matches(':state(unavailable)')).to.equal(true);
    });

    test('keeps to its few words in a badge', async () => {
      const element = await showAt('/no-cable');
      await breakDown(element);
      expect(textOf(element, 'words')).to.equal('Live updates unavailable');
    });

    test('asks once in a trouble however often it is dialled, and again in the next one', async () => {
      const element = await showAt('/no-cable', { variant: 'banner' });
      await breakDown(element);
      await why(element, /at this address/);
      const { dials } = fake;
      await waitUntil(() => fake.dials > dials + 2);
      expect(asked).to.deep.equal([new URL('/no-cable', document.baseURI).href]);
      fake.refuse(false);
      await becomes(element, 'live');
      answer = () => Promise.resolve(new Response('', { status: 503 }));
      await breakDown(element);
      await why(element, /The server answers with an error\. What/);
      expect(asked).to.have.length(2);
    });

    test('asks nothing while the page is hidden, and then once', async () => {
      const element = await showAt('/no-cable', {}, (attempt) => (attempt < 2 ? 10 : RETRY_AFTER));
      fake.refuse();
      fake.drop();
      await becomes(element, 'reconnecting');
      await waitUntil(() => connection.status.attempt === 2);
      // Cuts the wait short, as each change of what is seen does.
      hide(true);
      await becomes(element, 'unavailable');
      expect(asked).to.deep.equal([]);
      hide(false);
      await waitUntil(() => asked.length === 1);
    });

    test('asks nobody of another origin, nor where the address is not known', async () => {
      const foreign = await showAt('wss://elsewhere.example/cable', { variant: 'banner' });
      await breakDown(foreign);
      await why(foreign, /The server cannot be reached\. What/);
      fake = new FakeCable();
      const unknown = await show((connection = connect(fake, { retry: () => 10 })), { variant: 'banner' });
      await breakDown(unknown);
      await why(unknown, /The server cannot be reached\. What/);
      expect(asked).to.deep.equal([]);
    });

    test('asks nobody where the status says why', async () => {
      const mute = new FakeCable({ accept: false });
      const transport: Transport = (commands$, dial) => (dial.attempt === 0 ? fake : mute).transport(commands$, dial);
      connection = createConnection({ transports: [transport], retry: () => 10, openWithin: 5, heartbeatWithin: 600_000 });
      const element = await show(connection, { variant: 'banner' });
      await becomes(element, 'live');
      fake.drop();
      await becomes(element, 'unavailable');
      await why(element, /did not answer in time/);
      expect(asked).to.deep.equal([]);
    });

    test('says that a network may ask to sign in first', async () => {
      answer = () => Promise.resolve(new Response('<html></html>', { headers: { 'content-type': 'text/html' } }));
      const element = await showAt('/portal', { variant: 'banner' });
      await breakDown(element);
      await why(element, /A web page answers instead of the live data, perhaps the sign-in of the network\./);
    });

    test('shows the remedy only in the details', async () => {
      const element = await showAt('/no-cable', { variant: 'banner', withDetails: true });
      await breakDown(element);
      await why(element, /at this address/);
      expect(textOf(element, 'hint')).not.to.match(/Action Cable/);
      part(element, 'details-button')?.click();
      await why(
        element,
        /^Live updates unavailable since \d+:\d\d.*The server has no live updates at this address.*Mount Action Cable.*failed tries/,
        'details',
      );
      expect(part(element, 'remedy')?.lang).to.equal('en');
    });

    test('X4: shows the remedy in the details after it failed for good, and sends no request', async () => {
      const element = await showAt('/no-cable', { withDetails: true });
      fake.goodbye('unauthorized', false);
      await becomes(element, 'failed');
      part(element, 'details-button')?.click();
      await why(element, /^Live updates unavailable since .*Not signed in\s*Sign in again, or check that getToken/, 'details');
      expect(asked).to.deep.equal([]);
    });

    test('R11: explains in the details why the cable does not work while a fallback does', async () => {
      const server = new FakeCable();
      const polling: Transport = (commands$, dial) =>
        server.transport(commands$, dial).pipe(map((signal) => (signal.type === 'open' ? { ...signal, kind: 'polling' } : signal)));
      const element = await showAt('/no-cable', { withDetails: true }, undefined, [polling]);
      fake.refuse();
      fake.drop();
      await becomes(element, 'polling');
      expect(asked).to.deep.equal([]);
      part(element, 'details-button')?.click();
      await why(
        element,
        /^Polling\s*The page is live by polling.*The server has no live updates at this address\s*Mount Action Cable/,
        'details',
      );
      expect(asked).to.have.length(1);
    });

    test('is read out once, however it goes on', async () => {
      const element = await showAt('/no-cable', { variant: 'banner' });
      const read: string[] = [];
      const watch = new MutationObserver(() => read.push(textOf(element, 'text')));
      watch.observe(part(element, 'text') as Node, { subtree: true, childList: true, characterData: true });
      await breakDown(element);
      await why(element, /at this address/);
      connection.reconnect();
      const { dials } = fake;
      await waitUntil(() => fake.dials > dials + 2);
      watch.disconnect();
      expect(read.filter((words) => words !== 'Reconnecting')).to.deep.equal(['Live updates unavailable']);
    });

    test('offers to retry, which brings it back', async () => {
      const element = await showAt('/no-cable');
      await breakDown(element);
      fake.refuse(false);
      part(element, 'retry')?.click();
      await becomes(element, 'live');
      expect(textOf(element, 'words')).to.equal('Live · connection restored');
    });

    test('says it in the language around it', async () => {
      const element = await showAt('/no-cable', { variant: 'banner', lang: 'de' });
      element.lang = 'de';
      await breakDown(element);
      expect(textOf(element, 'text')).to.equal('Keine Live-Aktualisierung');
      await why(element, /^seit \d+:\d\d\. Der Server hat unter dieser Adresse keine Live-Daten\./);
    });

    test('shows in the banner since when it has failed', async () => {
      const element = await showAt('/no-cable', { variant: 'banner' });
      fake.goodbye('unauthorized', false);
      await becomes(element, 'failed');
      expect(textOf(element, 'text')).to.equal('Live updates unavailable · Not signed in');
      await why(element, /^since \d+:\d\d.*\. What you see is no longer updated\.$/);
      expect(asked).to.deep.equal([]);
    });

    for (const variant of ['dot', 'badge', 'banner'] as const) {
      test(`finds nothing wrong with the ${variant} for those who listen`, async () => {
        const element = await showAt('/no-cable', { variant, withDetails: true });
        await breakDown(element);
        await expect(element).to.be.accessible();
      });
    }
  });

  suite('when the page is left', () => {
    let time: ElementTime;

    setup(() => (time = new ElementTime()));

    teardown(() => time.end());

    test('reports no new trouble, and waits a whole grace once the page is visible again', async () => {
      const element = await show(connection, { grace: MINUTE });
      await becomes(element, 'live');
      const after = async (ms: number): Promise<StatusKind> => {
        await element.updateComplete;
        time.advance(ms);
        await element.updateComplete;
        return element.kind;
      };
      hide(true);
      fake.refuse();
      fake.drop();
      expect(connection.status.state).to.equal('reconnecting');
      expect(await after(3 * MINUTE)).to.equal('live');
      hide(false);
      expect(await after(MINUTE - 1_000)).to.equal('live');
      expect(await after(1_000)).to.equal('reconnecting');
    });
  });

  suite('the event', () => {
    test('is dispatched once for a settled change, with the status', async () => {
      const element = await show(connection);
      fake.refuse();
      const reported = oneEvent(element, 'live-status');
      fake.drop();
      const event = (await reported) as unknown as LiveStatusEvent;
      expect(event.status.state).to.equal('reconnecting');
      expect(element.kind).to.equal('reconnecting');
      expect(event.bubbles && event.composed).to.equal(true);
    });
  });

  suite('the retry button', () => {
    test('asks for a new connection at once', async () => {
      const element = await show(connection);
      fake.refuse();
      fake.drop();
      await becomes(element, 'reconnecting');
      fake.refuse(false);
      part(element, 'retry')?.click();
      await becomes(element, 'live');
      expect(fake.dials).to.equal(2);
    });

    test('does nothing while a dial runs', async () => {
      let dials = 0;
      const never: Transport = (commands$, dial) => {
        dials += 1;
        return dials === 1 ? fake.transport(commands$, dial) : new FakeCable({ accept: false }).transport(commands$, dial);
      };
      connection = createConnection({ transports: [never], retry: () => 1, heartbeatWithin: 600_000 });
      const element = await show(connection);
      fake.drop();
      await becomes(element, 'reconnecting');
      await waitUntil(() => dials === 2);
      await element.updateComplete;
      const retry = part(element, 'retry');
      expect(retry?.getAttribute('aria-disabled')).to.equal('true');
      retry?.click();
      expect(dials).to.equal(2);
    });

    test('connects again after a refusal for good', async () => {
      const element = await show(connection);
      fake.goodbye('invalid_request', false);
      await becomes(element, 'failed');
      part(element, 'retry')?.click();
      await becomes(element, 'live');
    });
  });

  suite('hide-when', () => {
    test('hides what needs no word, and shows trouble', async () => {
      const element = await show(connection, { hideWhen: 'live', variant: 'banner' });
      expect(element.matches(':state(hidden)')).to.equal(true);
      expect(element.getBoundingClientRect().height).to.be.at.most(1);
      fake.refuse();
      fake.drop();
      await becomes(element, 'reconnecting');
      expect(element.matches(':state(hidden)')).to.equal(false);
      expect(element.getBoundingClientRect().height).to.be.above(30);
    });
  });

  suite('the details', () => {
    async function open(element: LiveStatus): Promise<void> {
      part(element, 'details-button')?.click();
      await waitUntil(() => part(element, 'details')?.querySelector('li'));
    }

    /** Waits for these lines, since a diagnosis may come later than the others. */
    async function lists(element: LiveStatus, lines: RegExp): Promise<void> {
      const shown = (): string =>
        [...(part(element, 'details')?.querySelectorAll('li') ?? [])].map(({ textContent }) => textContent).join('; ');
      await waitUntil(() => lines.test(shown()), shown);
    }

    test('list transport, age of what was heard, and channels', async () => {
      use(connection, 'A');
      use(connection, 'B');
      use(connection, 'C');
      fake.broadcast('A', {}, { value: 1 });
      const element = await show(connection, { withDetails: true });
      fake.reject('B');
      await open(element);
      await lists(
        element,
        /^WebSocket; The server rejected a channel; .*; last heard (now|\d+s ago); 2 of 3 channels confirmed, data from 1; 1 channel refused$/,
      );
    });

    test('list the reason and the tries while it is lost', async () => {
      const element = await show(connection, { withDetails: true });
      fake.refuse();
      fake.drop();
      await becomes(element, 'reconnecting');
      await open(element);
      await lists(element, /^The connection was lost; 1 failed try; Reconnecting in \d+ s; last heard (now|\d+s ago)$/);
    });

    test('tell why a channel is not live, and the remedy', async () => {
      use(connection, 'A');
      const element = await show(connection, { withDetails: true });
      fake.reject('A');
      await becomes(element, 'rejected');
      await open(element);
      await waitUntil(() => /The server rejected a channel\s*Check what its subscribed/.test(textOf(element, 'details')));
    });

    test('R21: tell that a channel is deaf, which is live in part', async () => {
      const status = () => ({ ...connection.status, channels: { ...connection.status.channels, deaf: 1 } });
      const deaf = Object.create(connection, { status: { get: status } }) as Connection;
      const element = await show(deaf, { withDetails: true });
      await becomes(element, 'partial');
      await open(element);
      await waitUntil(() => /The server no longer sends updates.*Redis/s.test(textOf(element, 'details')));
    });

    test('grow older while they are open', async () => {
      const element = await show(connection, { withDetails: true });
      await open(element);
      await waitUntil(() => /[2-9]s ago/.test(textOf(element, 'details')), 'counts');
    });
  });

  suite('accessibility', () => {
    for (const variant of ['dot', 'badge', 'banner'] as const) {
      test(`finds nothing wrong with the ${variant}, live and in trouble`, async () => {
        const element = await show(connection, { variant, withDetails: true });
        await expect(element).to.be.accessible();
        fake.refuse();
        fake.drop();
        await becomes(element, 'reconnecting');
        await expect(element).to.be.accessible();
        fake.refuse(false);
        connection.reconnect();
        fake.goodbye('unauthorized', false);
        await becomes(element, 'failed');
        await expect(element).to.be.accessible();
      });
    }

    test('keeps the words of a dot for those who listen', async () => {
      const element = await show(connection, { variant: 'dot' });
      expect(textOf(element, 'text')).to.equal('Live');
      expect(part(element, 'words')?.getBoundingClientRect().width).to.be.at.most(1);
    });

    test('puts no attribute on its host', async () => {
      const element = await show(connection, { variant: 'banner', withDetails: true });
      expect(element.getAttributeNames()).to.deep.equal([]);
    });
  });
});
