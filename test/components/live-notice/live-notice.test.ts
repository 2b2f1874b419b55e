import '../../../components/define/live-connection.js';
import '../../../components/define/live-notice.js';
import '../../../components/translations/de.js';
import { expect, fixture, html, nextFrame, oneEvent } from '@open-wc/testing';
import { sendKeys, sendMouse, setViewport } from '@web/test-runner-commands';
import { ignoreElements, merge, Subject } from 'rxjs';
import type { LiveNoticeDismissEvent, LiveNoticeEvent } from '../../../components/internal/events.js';
import type { LiveNotice } from '../../../components/live-notice/live-notice.js';
import { type Channel, type Connection, decode, type Message } from '../../../src/index.js';
import { FakeCable } from '../../../src/testing/index.js';
import { ElementTime } from '../../support/element-time.js';
import { harmfulUrls } from '../internal/harmful-urls.js';
import { preferring } from '../../support/media.js';
import { waitUntil } from '../../support/wait-until.js';
import { steadyConnection } from '../../support/steady-connection.js';

let fake: FakeCable;
let time: ElementTime;
let connection: Connection;

setup(async () => {
  await setViewport({ width: 1000, height: 800 });
  time = new ElementTime().stop();
  fake = new FakeCable();
  connection = steadyConnection(fake, { retry: () => 8 });
});

teardown(async () => {
  time.end();
  connection.close();
  await sendMouse({ type: 'move', position: [5, 5] });
});

async function settled(element: LiveNotice): Promise<void> {
  await nextFrame();
  await nextFrame();
  await element.updateComplete;
}

async function noticeOf(attributes: Partial<LiveNotice> = {}, content = html``): Promise<LiveNotice> {
  const element = await fixture<LiveNotice>(html`<live-notice channel="N" lang="en" .connection=${connection}>${content}</live-notice>`);
  Object.assign(element, attributes);
  await settled(element);
  return element;
}

async function send(element: LiveNotice, ...bodies: readonly unknown[]): Promise<void> {
  for (const body of bodies) fake.broadcast('N', {}, body);
  await settled(element);
}

/** Lets time pass for the element. */
async function pass(element: LiveNotice, ms: number): Promise<void> {
  time.advance(ms);
  await element.updateComplete;
  await settled(element);
}

function part(element: LiveNotice, name: string): HTMLElement | null {
  return element.renderRoot.querySelector<HTMLElement>(`[part="${name}"]`);
}

function textOf(node: Element | null): string {
  return (node?.textContent ?? '').replace(/\s+/g, ' ').trim();
}

function rows(element: LiveNotice, list: 'notices' | 'items'): HTMLElement[] {
  return [...(part(element, list)?.children ?? [])] as HTMLElement[];
}

/** The titles on the page, from the top. */
function shown(element: LiveNotice): string[] {
  return rows(element, 'notices').map((row) => textOf(row.querySelector('[part="title"]')));
}

function listed(element: LiveNotice): string[] {
  return rows(element, 'items').map((row) => textOf(row.querySelector('[part="title"]') ?? row));
}

function click(element: LiveNotice, name: string): void {
  part(element, name)?.click();
}

/** The part that has the focus. */
function focused(element: LiveNotice): string {
  const active = element.shadowRoot?.activeElement;
  return active?.getAttribute('part') === 'dismiss' ? (active.getAttribute('aria-label') ?? '') : (active?.getAttribute('part') ?? '');
}

function said(id = 'cablegram-announcements'): string {
  return document.getElementById(id)?.textContent ?? '';
}

/** Makes the page hidden for a while. */
async function hidden(element: LiveNotice, run: () => Promise<void>): Promise<void> {
  const show = (isHidden: boolean): void => {
    Object.defineProperty(document, 'hidden', { value: isHidden, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  };
  show(true);
  try {
    await run();
  } finally {
    delete (document as { hidden?: boolean }).hidden;
    document.dispatchEvent(new Event('visibilitychange'));
    await settled(element);
  }
}

suite('LiveNotice', () => {
  test('is a button that counts nothing at first', async () => {
    const element = await noticeOf();
    expect([part(element, 'button')?.getAttribute('aria-label'), textOf(part(element, 'count')), shown(element)]).to.deep.equal([
      'Notices',
      '',
      [],
    ]);
    expect(part(element, 'stack')?.checkVisibility()).to.equal(false);
  });

  test('shows a message, which goes after eight seconds and is then unread', async () => {
    const element = await noticeOf();
    await send(element, { title: 'Paper is low' });
    expect([shown(element), element.unread]).to.deep.equal([['Paper is low'], 0]);
    expect(part(element, 'stack')?.matches(':popover-open')).to.equal(true);
    await pass(element, 7_000);
    expect(shown(element)).to.deep.equal(['Paper is low']);
    await pass(element, 1_000);
    expect([shown(element), element.unread, textOf(part(element, 'count'))]).to.deep.equal([[], 1, '1']);
    expect(part(element, 'button')?.getAttribute('aria-label')).to.equal('Notices, 1 unread');
    expect(element.matches(':state(unread)')).to.equal(true);
  });

  test('takes the time to stay from its attribute', async () => {
    const element = await noticeOf();
    element.setAttribute('duration', '2s');
    await send(element, { title: 'a' });
    await pass(element, 2_000);
    expect(shown(element)).to.deep.equal([]);
    element.setAttribute('duration', '0');
    await send(element, { title: 'b' });
    await pass(element, 1e6);
    expect(shown(element)).to.deep.equal(['b']);
  });

  test('shows three and counts 97 more of a flood, and announces it once', async () => {
    const element = await noticeOf();
    for (let sent = 0; sent < 100; sent += 10) {
      await send(element, ...Array.from({ length: 10 }, (_, index) => ({ title: `flood ${sent + index}` })));
    }
    expect([shown(element).length, textOf(part(element, 'more'))]).to.deep.equal([3, '97 more']);
    time.advance(2_000);
    await waitUntil(() => said().includes('100 new notices: flood 99'));
    time.advance(20_000);
    expect(said().split('new notices').length).to.equal(2);
  });

  test('opens the list from the count of further notices', async () => {
    const element = await noticeOf({ max: 1 });
    await send(element, { title: 'a' }, { title: 'b' });
    click(element, 'more');
    await settled(element);
    expect([listed(element), shown(element), element.unread]).to.deep.equal([['b', 'a'], [], 0]);
    expect(part(element, 'list')?.matches(':popover-open')).to.equal(true);
  });

  test('opens and closes the list by the keyboard, and moves through it', async () => {
    const element = await noticeOf();
    await send(element, { title: 'a' }, { title: 'b' });
    part(element, 'button')?.focus();
    await sendKeys({ press: 'Enter' });
    await settled(element);
    expect(listed(element)).to.deep.equal(['b', 'a']);
    const dismiss = rows(element, 'items')[0]?.querySelector<HTMLElement>('[part="dismiss"]');
    dismiss?.focus();
    await sendKeys({ press: 'Enter' });
    await settled(element);
    expect(listed(element)).to.deep.equal(['a']);
    expect(focused(element)).to.equal('Dismiss: a');
    await sendKeys({ press: 'Escape' });
    await settled(element);
    expect([part(element, 'list')?.matches(':popover-open'), element.unread]).to.deep.equal([false, 0]);
    expect(focused(element)).to.equal('button');
  });

  test('dismisses a notice of the page by Escape, and goes on to the next', async () => {
    const element = await noticeOf();
    await send(element, { title: 'a' }, { title: 'b' });
    rows(element, 'notices')[0]?.querySelector<HTMLElement>('[part="dismiss"]')?.focus();
    await sendKeys({ press: 'Escape' });
    await settled(element);
    expect(shown(element)).to.deep.equal(['a']);
    expect(focused(element)).to.equal('Dismiss: a');
    await sendKeys({ press: 'Escape' });
    await settled(element);
    expect([shown(element), element.unread]).to.deep.equal([[], 0]);
    expect(focused(element)).to.equal('button');
  });

  test('reports a dismissal to the page', async () => {
    const element = await noticeOf();
    await send(element, { id: 7, title: 'a' });
    const dismissed = oneEvent(element, 'live-notice-dismiss') as Promise<LiveNoticeDismissEvent>;
    rows(element, 'notices')[0]?.querySelector<HTMLElement>('[part="dismiss"]')?.click();
    const { key, body } = await dismissed;
    expect([key, body]).to.deep.equal(['7', { id: 7, title: 'a' }]);
  });

  test('dismisses all', async () => {
    const element = await noticeOf();
    await send(element, { title: 'a' }, { title: 'b' });
    element.openList();
    await settled(element);
    click(element, 'clear');
    await settled(element);
    expect([listed(element), textOf(part(element, 'empty'))]).to.deep.equal([[], 'No notices']);
  });

  test('leaves out a notice that the page shows itself', async () => {
    const element = await noticeOf();
    const events: unknown[] = [];
    element.addEventListener('live-notice', (event: LiveNoticeEvent) => {
      events.push([event.key, event.severity]);
      event.preventDefault();
    });
    await send(element, { id: 1, title: 'a', severity: 'warning' }, { id: 1, title: 'a', severity: 'warning' });
    expect([events, shown(element), element.unread]).to.deep.equal([[['1', 'warning']], [], 0]);
  });

  test('cuts a long text on the page and shows all of it in the list', async () => {
    const element = await noticeOf();
    const text = 'word '.repeat(200).trim();
    await send(element, { title: 'a', message: text });
    expect(textOf(part(element, 'text')))
      .to.match(/word…$/)
      .and.have.lengthOf.below(150);
    element.openList();
    await settled(element);
    expect(textOf(part(element, 'text'))).to.equal(text);
  });

  test('links the title, but never to a harmful address', async () => {
    const element = await noticeOf({ max: 10 });
    await send(element, { title: 'a', href: '/orders/7' }, ...harmfulUrls.slice(0, 9).map((href) => ({ title: 'x', href })));
    expect([...element.renderRoot.querySelectorAll('a')].map((link) => link.getAttribute('href'))).to.deep.equal(['/orders/7']);
  });

  test('shows markup as text', async () => {
    const element = await noticeOf();
    await send(element, { title: '<img src=x onerror=alert(1)>' });
    expect(shown(element)).to.deep.equal(['<img src=x onerror=alert(1)>']);
  });

  test('takes numbers as no notices, and says so', async () => {
    const element = await noticeOf();
    const error = oneEvent(element, 'live-error');
    await send(element, ...Array.from({ length: 5 }, (_, value) => ({ value })));
    await error;
    expect(shown(element)).to.deep.equal([]);
  });

  for (const [severity, word] of [
    ['info', 'Information'],
    ['success', 'Success'],
    ['warning', 'Warning'],
    ['danger', 'Error'],
  ] as const) {
    test(`tells ${severity} by a word and a shape`, async () => {
      const element = await noticeOf({ severity });
      await send(element, { title: 'a' });
      const [row] = rows(element, 'notices');
      expect([row?.dataset['severity'], textOf(row ?? null)]).to.deep.equal([severity, `${word} a`]);
      expect(row?.querySelector('[part="glyph"]')?.childElementCount).to.be.above(0);
    });
  }

  test('announces danger as an alert and the rest as a status', async () => {
    const element = await noticeOf();
    await send(element, { title: 'Press 2 stopped', severity: 'danger' }, { title: 'Export finished', severity: 'success' });
    time.advance(500);
    await waitUntil(() => said('cablegram-alerts').includes('Error: Press 2 stopped'));
    await waitUntil(() => said().includes('Export finished'));
    const roles = ['cablegram-alerts', 'cablegram-announcements'].map((id) => document.getElementById(id)?.role);
    expect(roles).to.deep.equal(['alert', 'status']);
  });

  test('announces nothing if the page says so', async () => {
    const element = await noticeOf({ announce: 'off' });
    await send(element, { title: 'unheard of' });
    time.advance(5_000);
    const other = await noticeOf();
    await send(other, { title: 'heard' });
    time.advance(5_000);
    await waitUntil(() => said().includes('heard'));
    expect(said()).not.to.include('unheard of');
  });

  suite('holds', () => {
    test('what the pointer is over', async () => {
      const element = await noticeOf();
      await send(element, { title: 'a' });
      const { x, y } = rows(element, 'notices')[0]?.getBoundingClientRect() ?? { x: 0, y: 0 };
      await sendMouse({ type: 'move', position: [Math.round(x) + 20, Math.round(y) + 10] });
      await waitUntil(() => rows(element, 'notices')[0]?.matches(':hover'), 'the pointer is over it');
      await settled(element);
      await pass(element, 60_000);
      expect(shown(element)).to.deep.equal(['a']);
      await sendMouse({ type: 'move', position: [5, 5] });
      await waitUntil(() => rows(element, 'notices')[0]?.matches(':hover') === false, 'the pointer has left');
      await settled(element);
      await pass(element, 8_000);
      expect(shown(element)).to.deep.equal([]);
    });

    test('what the focus is in', async () => {
      const element = await noticeOf();
      await send(element, { title: 'a', href: '#a' });
      element.renderRoot.querySelector('a')?.focus();
      await settled(element);
      await pass(element, 60_000);
      expect(shown(element)).to.deep.equal(['a']);
      element.renderRoot.querySelector('a')?.blur();
      await settled(element);
      await pass(element, 8_000);
      expect(shown(element)).to.deep.equal([]);
    });

    test('everything while updates are paused', async () => {
      const element = await noticeOf();
      await send(element, { title: 'a' });
      connection.pause();
      await settled(element);
      await send(element, { title: 'b' });
      await pass(element, 60_000);
      expect(shown(element)).to.deep.equal(['a']);
      connection.resume();
      await settled(element);
      expect(shown(element)).to.deep.equal(['b', 'a']);
      await pass(element, 8_000);
      expect(shown(element)).to.deep.equal([]);
    });

    test('everything while the page is hidden', async () => {
      const element = await noticeOf();
      await hidden(element, async () => {
        await send(element, { title: 'a' });
        await waitUntil(() => shown(element).length > 0);
        await pass(element, 60_000);
      });
      expect(shown(element)).to.deep.equal(['a']);
      await pass(element, 8_000);
      expect(shown(element)).to.deep.equal([]);
    });
  });

  suite('the connection', () => {
    test('keeps its notices, says since when it may miss some, and goes on when it is back', async () => {
      const element = await noticeOf();
      await send(element, { title: 'a' });
      await pass(element, 8_000);
      fake.refuse();
      fake.drop();
      await settled(element);
      await pass(element, 2_000);
      expect(element.matches(':state(reconnecting)')).to.equal(true);
      expect(part(element, 'button')?.getAttribute('aria-label')).to.match(/^Notices, 1 unread\. Reconnecting… · as of /);
      element.openList();
      await settled(element);
      expect(textOf(part(element, 'age'))).to.match(/^Reconnecting… · as of /);
      fake.refuse(false);
      connection.reconnect();
      await oneEvent(element, 'live-gap');
      expect(element.matches(':state(live)')).to.equal(true);
      await settled(element);
      expect(listed(element)[0]).to.match(/^Some notices between .+ and .+ may be missing$/);
      expect([listed(element)[1], shown(element)]).to.deep.equal(['a', []]);
    });

    test('says nothing of emptiness before it knows', async () => {
      const quiet = steadyConnection(new FakeCable({ accept: false }));
      const element = await fixture<LiveNotice>(html`<live-notice channel="N" lang="en" .connection=${quiet}></live-notice>`);
      element.openList();
      await settled(element);
      expect(textOf(part(element, 'empty'))).to.equal('Connecting…');
      quiet.close();
    });

    test('works without a connection', async () => {
      const element = await fixture<LiveNotice>(html`<live-notice lang="en" .connection=${connection}></live-notice>`);
      element.openList();
      await settled(element);
      expect(textOf(part(element, 'empty'))).to.equal('No notices');
    });

    test('continues when it is put elsewhere on the page', async () => {
      const element = await noticeOf();
      await send(element, { title: 'a' });
      const place = document.createElement('div');
      element.parentElement?.append(place);
      place.append(element);
      await settled(element);
      expect([shown(element), part(element, 'stack')?.matches(':popover-open')]).to.deep.equal([['a'], true]);
      await send(element, { title: 'b' });
      expect(shown(element)).to.deep.equal(['b', 'a']);
    });

    test('begins anew when it follows something else', async () => {
      const element = await noticeOf();
      await send(element, { title: 'a' });
      element.channel = 'Other';
      await settled(element);
      expect([shown(element), element.unread]).to.deep.equal([[], 0]);
    });
  });

  suite('what is not news', () => {
    async function snapped(): Promise<{ element: LiveNotice; deliver: (...messages: readonly Message[]) => Promise<void> }> {
      const batches$ = new Subject<readonly Message[]>();
      const channel = (name: string): Channel =>
        new Proxy(connection.channel(name), {
          get: (real, key) =>
            key === 'batches$' ? merge(real.batches$.pipe(ignoreElements()), batches$) : (real[key as keyof Channel] as unknown),
        });
      const faked = new Proxy(connection, {
        get: (real, key) => (key === 'channel' ? channel : (real[key as keyof Connection] as unknown)),
      });
      const element = await fixture<LiveNotice>(html`<live-notice channel="N" lang="en" .connection=${faked}></live-notice>`);
      await settled(element);
      const deliver = async (...messages: readonly Message[]): Promise<void> => {
        batches$.next(messages);
        await settled(element);
      };
      return { element, deliver };
    }

    const snapshot = (...bodies: readonly unknown[]): Message => ({ type: 'snapshot', messages: bodies.map((body) => decode(body)) });

    test('a snapshot goes to the list, and counts as unread only if it came after the first', async () => {
      const { element, deliver } = await snapped();
      await deliver(snapshot({ id: 1, title: 'a' }));
      expect([shown(element), element.unread]).to.deep.equal([[], 0]);
      await deliver(snapshot({ id: 1, title: 'a' }, { id: 2, title: 'b' }));
      expect([shown(element), element.unread]).to.deep.equal([[], 1]);
      element.openList();
      await settled(element);
      expect(listed(element)).to.deep.equal(['b', 'a']);
    });

    test('what other views have seen goes to the list', async () => {
      const { element, deliver } = await snapped();
      await deliver({ ...decode({ title: 'a' }), isReplayed: true } as Message);
      expect([shown(element), element.unread]).to.deep.equal([[], 0]);
    });

    test('what was kept while the page was away goes to the list', async () => {
      const { element, deliver } = await snapped();
      await deliver(decode({ title: 'a' }, Date.now() - 100_000));
      expect([shown(element), element.unread]).to.deep.equal([[], 1]);
    });

    test('a live notice that a snapshot brought before is not shown', async () => {
      const { element, deliver } = await snapped();
      await deliver(snapshot({ id: 1, title: 'a' }));
      await deliver(decode({ id: 1, title: 'a' }));
      expect(shown(element)).to.deep.equal([]);
    });

    test('a snapshot without notices changes nothing, and is reported', async () => {
      const { element, deliver } = await snapped();
      await deliver(snapshot({ id: 1, title: 'a' }));
      const error = oneEvent(element, 'live-error');
      await deliver(snapshot({ error: 'gone' }));
      await error;
      element.openList();
      await settled(element);
      expect([listed(element), element.matches(':state(stale)')]).to.deep.equal([['a'], true]);
    });

    test('none of it is announced, counted in the title, or shown by the system', async () => {
      const { element, deliver } = await snapped();
      element.withTitleCount = true;
      await hidden(element, async () => {
        await deliver(snapshot({ id: 1, title: 'not announced' }), { ...decode({ title: 'not announced' }), isReplayed: true } as Message);
        time.advance(5_000);
        expect(document.title).not.to.match(/^\(\d/);
      });
      expect(said()).not.to.include('not announced');
    });
  });

  suite('the title', () => {
    const { title } = document;

    setup(() => (document.title = 'Orders'));
    teardown(() => (document.title = title));

    test('counts what came while the page was hidden, until it is seen', async () => {
      const element = await noticeOf({ withTitleCount: true });
      await send(element, { title: 'seen' });
      expect(document.title).to.equal('Orders');
      await hidden(element, async () => {
        await send(element, { title: 'a' }, { title: 'b' });
        await waitUntil(() => document.title === '(2) Orders');
        document.title = 'Orders today';
        await waitUntil(() => document.title === '(2) Orders today');
      });
      expect(document.title).to.equal('Orders today');
    });

    test('is given back when the element leaves', async () => {
      const element = await noticeOf({ withTitleCount: true });
      await hidden(element, async () => {
        await send(element, { title: 'a' });
        await waitUntil(() => document.title === '(1) Orders');
        element.remove();
        expect(document.title).to.equal('Orders');
      });
    });
  });

  suite('the system', () => {
    class FakeNotification extends EventTarget {
      static permission: NotificationPermission = 'default';
      static answer: NotificationPermission = 'granted';
      static asked = 0;
      static shown: FakeNotification[] = [];
      static requestPermission(): Promise<NotificationPermission> {
        FakeNotification.asked += 1;
        FakeNotification.permission = FakeNotification.answer;
        return Promise.resolve(FakeNotification.permission);
      }

      onclick: (() => void) | undefined;
      onclose: (() => void) | undefined;
      isClosed = false;

      readonly title: string;
      readonly options: NotificationOptions;

      constructor(title: string, options: NotificationOptions) {
        super();
        this.title = title;
        this.options = options;
        FakeNotification.shown.push(this);
      }

      close(): void {
        this.isClosed = true;
        this.onclose?.();
      }
    }

    const real = Object.getOwnPropertyDescriptor(globalThis, 'Notification');

    setup(() => {
      Object.assign(FakeNotification, { permission: 'default', answer: 'granted', asked: 0, shown: [] });
      Object.defineProperty(globalThis, 'Notification', { value: FakeNotification, configurable: true });
      localStorage.removeItem('cablegram:system-notices');
    });

    teardown(() => {
      if (real) Object.defineProperty(globalThis, 'Notification', real);
      localStorage.removeItem('cablegram:system-notices');
    });

    async function allowed(): Promise<LiveNotice> {
      const element = await noticeOf({ withSystem: true });
      element.openList();
      await settled(element);
      click(element, 'system');
      await settled(element);
      element.closeList();
      await settled(element);
      return element;
    }

    test('is asked only by a click on the button', async () => {
      const element = await noticeOf({ withSystem: true });
      await hidden(element, async () => {
        await send(element, { title: 'a' });
        await pass(element, 5_000);
      });
      expect([FakeNotification.asked, FakeNotification.shown.length]).to.deep.equal([0, 0]);
      element.openList();
      await settled(element);
      expect(part(element, 'system')?.getAttribute('aria-pressed')).to.equal('false');
      click(element, 'system');
      await settled(element);
      expect([FakeNotification.asked, part(element, 'system')?.getAttribute('aria-pressed')]).to.deep.equal([1, 'true']);
    });

    test('shows one silent notification of a flood, only while the page is hidden, and takes it back', async () => {
      const element = await allowed();
      await send(element, { title: 'seen' });
      await pass(element, 5_000);
      expect(FakeNotification.shown).to.deep.equal([]);
      await hidden(element, async () => {
        await send(element, ...Array.from({ length: 100 }, (_, index) => ({ title: `n${index}`, message: 'text' })));
        await waitUntil(() => element.unread > 0);
        await pass(element, 5_000);
      });
      const [notification, ...others] = FakeNotification.shown;
      expect([
        others.length,
        notification?.title,
        notification?.options.body,
        notification?.options.silent,
        notification?.isClosed,
      ]).to.deep.equal([0, 'n99', 'text\n99 more', true, true]);
    });

    test('opens the list when the notification is clicked', async () => {
      const element = await allowed();
      await hidden(element, async () => {
        await send(element, { title: 'a' });
        await waitUntil(() => shown(element).length > 0);
        await pass(element, 5_000);
        FakeNotification.shown[0]?.onclick?.();
      });
      expect(listed(element)).to.deep.equal(['a']);
    });

    test('is switched off by the same button', async () => {
      const element = await allowed();
      element.openList();
      await settled(element);
      click(element, 'system');
      await settled(element);
      await hidden(element, async () => {
        await send(element, { title: 'a' });
        await pass(element, 5_000);
      });
      expect(FakeNotification.shown).to.deep.equal([]);
    });

    test('says that the browser blocks it', async () => {
      FakeNotification.answer = 'denied';
      const element = await allowed();
      element.openList();
      await settled(element);
      expect(textOf(part(element, 'blocked'))).to.equal('The browser blocks notifications of this site');
    });

    suite('warns the author', () => {
      const { warn } = console;
      let warnings: string[];

      setup(() => {
        warnings = [];
        console.warn = (text: string) => warnings.push(text);
      });
      teardown(() => (console.warn = warn));

      test('if the connection does not follow a hidden page', async () => {
        const follow = await fixture(
          html`<live-connection url="/a" when-hidden="follow"><live-notice channel="N" with-system></live-notice></live-connection>`,
        );
        await settled(follow.querySelector('live-notice') as LiveNotice);
        expect(warnings.join()).not.to.include('with-system');
        const stops = await fixture(html`<live-connection url="/a"><live-notice channel="N" with-system></live-notice></live-connection>`);
        await settled(stops.querySelector('live-notice') as LiveNotice);
        expect(warnings.join()).to.include('when-hidden="follow"');
      });
    });
  });

  suite('a template', () => {
    const template = html`<template
      ><p class="own"><a href="{{href}}">{{title}}</a> {{count}}</p></template
    >`;

    test('makes notices of the page, which the page can style', async () => {
      const element = await noticeOf({}, template);
      await send(element, { id: 1, title: 'a', count: 7, href: 'javascript:alert(1)' });
      const own = element.querySelector('.own');
      expect([textOf(own), own?.querySelector('a')?.hasAttribute('href')]).to.deep.equal(['a 7', false]);
      expect((own as HTMLElement).checkVisibility()).to.equal(true);
      await send(element, { id: 1, title: 'b', count: 8 });
      expect(textOf(own)).to.equal('b 8');
      await pass(element, 8_000);
      expect(textOf(element.querySelector('.own'))).to.equal('');
      element.openList();
      await settled(element);
      expect(textOf(element.querySelector('.own'))).to.equal('b 8');
    });

    test('shows numbers too', async () => {
      const element = await noticeOf({}, template);
      await send(element, { count: 7 });
      expect(textOf(element.querySelector('.own'))).to.equal('7');
    });

    test('is reported if it is empty', async () => {
      const element = await noticeOf({}, html`<template></template>`);
      const error = oneEvent(element, 'live-error');
      await send(element, { title: 'a' });
      await error;
      expect(shown(element)).to.deep.equal(['a']);
    });
  });

  suite('its place', () => {
    test('is the corner that the page names, in the direction of its words', async () => {
      const element = await noticeOf({ position: 'top-start' });
      await send(element, { title: 'a' });
      const { left, top } = part(element, 'stack')?.getBoundingClientRect() ?? {};
      expect([left, top]).to.deep.equal([16, 16]);
      element.dir = 'rtl';
      expect(part(element, 'stack')?.getBoundingClientRect().right).to.equal(document.documentElement.clientWidth - 16);
    });

    test('is in the page where it is inline', async () => {
      const element = await noticeOf({ position: 'inline' });
      await send(element, { title: 'a' });
      expect(part(element, 'stack')?.hasAttribute('popover')).to.equal(false);
      expect(part(element, 'stack')?.checkVisibility()).to.equal(true);
    });

    for (const [width, height] of [
      [390, 844],
      [320, 568],
      [844, 390],
    ] as const) {
      test(`takes at most a tenth of a screen of ${width} × ${height}`, async function () {
        await setViewport({ width, height });
        // The window of WebKitGTK does not become as small.
        if (innerWidth !== width || innerHeight !== height) this.skip();
        const element = await noticeOf();
        const text = 'A long text that says much more than there is room for. '.repeat(5);
        await send(element, ...['a', 'b', 'c'].map((title) => ({ title, message: text, severity: 'danger' })));
        const { height: taken = 0, width: wide = 0 } = part(element, 'stack')?.getBoundingClientRect() ?? {};
        expect(taken).to.be.at.most(innerHeight / 10);
        expect(wide).to.be.at.most(width);
        expect([shown(element).length, textOf(part(element, 'more'))]).to.deep.equal([1, '2 more']);
      });
    }

    test('has targets of at least 24 px', async () => {
      const element = await noticeOf({ max: 1 });
      await send(element, { title: 'a' }, { title: 'b' });
      const sizes = [...element.renderRoot.querySelectorAll('button')].filter((button) => button.checkVisibility());
      for (const button of sizes) {
        const { width, height } = button.getBoundingClientRect();
        expect(Math.min(width, height)).to.be.at.least(24);
      }
      expect(sizes.length).to.equal(3);
    });

    test('moves nothing where the person prefers that', async function () {
      await preferring({ reducedMotion: 'reduce' }, this, async () => {
        const element = await noticeOf();
        await send(element, { title: 'a' });
        expect(rows(element, 'notices')[0]?.getAnimations()).to.deep.equal([]);
      });
    });
  });

  suite('accessibility', () => {
    test('with notices of all severities', async () => {
      const element = await noticeOf({ max: 4 });
      await send(element, ...['info', 'success', 'warning', 'danger'].map((severity) => ({ title: severity, message: 'x', severity })));
      await Promise.all(rows(element, 'notices').flatMap((row) => row.getAnimations().map(({ finished }) => finished)));
      await expect(element).to.be.accessible();
    });

    test('with the list open', async () => {
      const element = await noticeOf();
      await send(element, { title: 'a', href: '#a' }, { title: 'b', severity: 'danger' });
      element.openList();
      await settled(element);
      await expect(element).to.be.accessible();
    });
  });

  test('speaks the language of the page', async () => {
    const element = await noticeOf();
    element.lang = 'de';
    await settled(element);
    expect(part(element, 'button')?.getAttribute('aria-label')).to.equal('Notices');
    const german = await fixture(html`<div lang="de"><live-notice .connection=${connection}></live-notice></div>`);
    expect(german.querySelector('live-notice')?.shadowRoot?.querySelector('[part="button"]')?.getAttribute('aria-label')).to.equal(
      'Meldungen',
    );
  });
});
