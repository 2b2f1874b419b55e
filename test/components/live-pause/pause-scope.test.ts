import { expect, fixture, html, nextFrame } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import '../../../components/define/live-connection.js';
import '../../../components/define/live-counter.js';
import '../../../components/define/live-pause.js';
import { LivePauseRequestEvent } from '../../../components/internal/events.js';
import type { LiveConnection } from '../../../components/live-connection/live-connection.js';
import type { LivePause } from '../../../components/live-pause/live-pause.js';
import { type Connection, sharedConnection } from '../../../src/index.js';
import { FakeCable } from '../../../src/testing/index.js';
import { ElementTime } from '../../support/element-time.js';
import { HeldClock } from '../../support/held-clock.js';
import { waitUntil } from '../../support/wait-until.js';
import { steadyConnection } from '../../support/steady-connection.js';

function pauseIn(element: ParentNode): LivePause {
  const pause = element.querySelector('live-pause');
  if (pause === null) throw new Error('There is no <live-pause>.');
  return pause;
}

function buttonOf(pause: LivePause): HTMLButtonElement {
  const button = pause.shadowRoot?.querySelector('button');
  if (!button) throw new Error('There is no button.');
  return button;
}

function textOf(pause: LivePause): string {
  return pause.shadowRoot?.querySelector('#text')?.textContent.trim() ?? '';
}

/** The prototype's own getter, which a test replaces. */
function withoutStorage(name: 'localStorage' | 'sessionStorage'): () => void {
  const before = Object.getOwnPropertyDescriptor(window, name);
  Object.defineProperty(window, name, {
    configurable: true,
    get: () => {
      throw new DOMException('Denied', 'SecurityError');
    },
  });
  return () => before && Object.defineProperty(window, name, before);
}

suite('LivePause and its scope', () => {
  let fake: FakeCable;
  let connection: Connection;
  let time: ElementTime;
  let clock: HeldClock | undefined;

  setup(() => {
    fake = new FakeCable();
    connection = steadyConnection(fake);
    time = new ElementTime().stop();
    sessionStorage.clear();
    localStorage.clear();
  });

  teardown(() => {
    connection.close();
    sharedConnection('/cable').resume();
    time.end();
    clock?.end();
    clock = undefined;
    sessionStorage.clear();
    localStorage.clear();
  });

  async function mounted(pause = html`<live-pause></live-pause>`): Promise<LiveConnection> {
    const element = await fixture<LiveConnection>(html`<live-connection id="shop" .connection=${connection}>${pause}</live-connection>`);
    await pauseIn(element).updateComplete;
    return element;
  }

  async function heard(element: LiveConnection): Promise<void> {
    const counter = document.createElement('live-counter');
    counter.channel = 'C';
    element.append(counter);
    await counter.updateComplete;
    fake.broadcast('C', {}, { value: 1 });
    await nextFrame();
    await nextFrame();
  }

  test('pauses every connection that the page uses, also those that come later', async () => {
    const page = await fixture<HTMLElement>(html`
      <div>
        <live-pause scope="page"></live-pause>
        <live-connection .connection=${connection}></live-connection>
        <live-counter></live-counter>
      </div>
    `);
    const pause = pauseIn(page);
    await pause.updateComplete;
    buttonOf(pause).click();
    const scope = page.querySelector('live-connection')?.connection;
    expect([scope?.paused, sharedConnection('/cable').paused, connection.paused]).to.deep.equal([true, true, false]);
    const own = steadyConnection(new FakeCable());
    const late = Object.assign(document.createElement('live-counter'), { connection: own });
    page.append(late);
    await waitUntil(() => own.paused, 'the connection of an element that came later is paused');
    await pause.updateComplete;
    expect(buttonOf(pause).ariaPressed).to.equal('true');
    buttonOf(pause).click();
    expect([scope?.paused, sharedConnection('/cable').paused, own.paused]).to.deep.equal([false, false, false]);
    own.close();
  });

  test('pauses a connection that leaves and comes back, while the rest is paused', async () => {
    const page = await fixture<HTMLElement>(html`
      <div><live-pause for="one two"></live-pause><live-connection id="one" .connection=${connection}></live-connection></div>
    `);
    const pause = pauseIn(page);
    await pause.updateComplete;
    buttonOf(pause).click();
    const two = Object.assign(document.createElement('live-connection'), { id: 'two', connection });
    page.append(two);
    await waitUntil(() => two.connection?.paused);
    expect(buttonOf(pause).ariaPressed).to.equal('true');
  });

  test('counts what a scope inside another one holds back only once', async () => {
    const page = await fixture<HTMLElement>(html`
      <div>
        <live-pause scope="page"></live-pause>
        <live-connection .connection=${connection}
          ><live-connection><live-counter channel="C"></live-counter></live-connection
        ></live-connection>
      </div>
    `);
    const pause = pauseIn(page);
    await nextFrame();
    buttonOf(pause).click();
    for (const value of [1, 2, 3]) fake.broadcast('C', {}, { value });
    await waitUntil(() => textOf(pause) === 'Paused · 3 waiting', textOf(pause));
  });

  test('says for how many minutes it is paused, and how many updates were dropped', async () => {
    const element = await mounted();
    const pause = pauseIn(element);
    element.connection?.channel('C').messages$.subscribe();
    buttonOf(pause).click();
    await pause.updateComplete;
    expect(textOf(pause)).to.equal('Paused');
    time.advance(150_000);
    await waitUntil(() => textOf(pause) === 'Paused 2 min', textOf(pause));
    for (let value = 0; value < 1037; value += 1) fake.broadcast('C', {}, { value });
    await waitUntil(() => textOf(pause) === 'Paused 2 min · 1,000 waiting · 37 dropped', textOf(pause));
    await expect(pause).to.be.accessible();
  });

  test('renders once a minute while paused, and listens to the clock only then', async () => {
    clock = new HeldClock();
    const element = await mounted();
    const pause = pauseIn(element);
    expect(clock.isHeard).to.equal(false);
    buttonOf(pause).click();
    await pause.updateComplete;
    clock.tick();
    expect(pause.isUpdatePending).to.equal(false);
    time.advance(60_000);
    clock.tick();
    expect(pause.isUpdatePending).to.equal(true);
    buttonOf(pause).click();
    await pause.updateComplete;
    expect(clock.isHeard).to.equal(false);
  });

  for (const persist of ['session', 'local'] as const) {
    test(`remembers a pause for the ${persist === 'session' ? 'tab' : 'site'}, and takes it up once the page has its first data`, async () => {
      const first = await mounted(html`<live-pause mode="stop" persist=${persist}></live-pause>`);
      buttonOf(pauseIn(first)).click();
      const other = await fixture<LiveConnection>(html`
        <live-connection id="shop" .connection=${connection}><live-pause persist=${persist}></live-pause></live-connection>
      `);
      await pauseIn(other).updateComplete;
      expect(other.connection?.paused).to.equal(false);
      await heard(other);
      await waitUntil(() => other.connection?.pauseKind === 'stop');
      buttonOf(pauseIn(other)).click();
      const third = await mounted(html`<live-pause persist=${persist}></live-pause>`);
      await heard(third);
      expect(third.connection?.paused).to.equal(false);
    });
  }

  test('takes a remembered pause up after three seconds on a page without data', async () => {
    sessionStorage.setItem('cablegram-pause:shop', 'freeze');
    connection.keepOpen();
    const element = await mounted(html`<live-pause persist="session"></live-pause>`);
    time.advance(2_999);
    expect(element.connection?.paused).to.equal(false);
    time.advance(1);
    expect(element.connection?.paused).to.equal(true);
  });

  test('remembers each scope by itself, and nothing without `persist`', async () => {
    const element = await mounted(html`<live-pause persist="session"></live-pause>`);
    buttonOf(pauseIn(element)).click();
    expect(sessionStorage.getItem('cablegram-pause:shop')).to.equal('freeze');
    const page = await fixture<LivePause>(html`<live-pause scope="page" persist="session"></live-pause>`);
    await page.updateComplete;
    page.resume();
    expect(sessionStorage.getItem('cablegram-pause:page')).to.equal('live');
    sessionStorage.clear();
    const plain = await mounted();
    buttonOf(pauseIn(plain)).click();
    expect([sessionStorage.length, localStorage.length]).to.deep.equal([0, 0]);
  });

  test('remembers for the page where the browser refuses the storage', async () => {
    const restore = withoutStorage('localStorage');
    try {
      const first = await mounted(html`<live-pause persist="local"></live-pause>`);
      buttonOf(pauseIn(first)).click();
      const other = await mounted(html`<live-pause persist="local"></live-pause>`);
      await heard(other);
      await waitUntil(() => other.connection?.paused === true);
      pauseIn(other).resume();
    } finally {
      restore();
    }
  });

  test('opens stopped if the browser saves data, only where the page asks for it, and not against the choice of the person', async () => {
    const before = Object.getOwnPropertyDescriptor(navigator, 'connection');
    Object.defineProperty(navigator, 'connection', { configurable: true, value: { saveData: true } });
    try {
      const element = await mounted(html`<live-pause save-data persist="session"></live-pause>`);
      await heard(element);
      await waitUntil(() => element.connection?.pauseKind === 'stop');
      buttonOf(pauseIn(element)).click();
      const again = await mounted(html`<live-pause save-data persist="session"></live-pause>`);
      await heard(again);
      expect(again.connection?.paused).to.equal(false);
      sessionStorage.clear();
      const plain = await mounted();
      await heard(plain);
      expect(plain.connection?.paused).to.equal(false);
    } finally {
      if (before) Object.defineProperty(navigator, 'connection', before);
      else delete (navigator as { connection?: unknown }).connection;
    }
  });

  test('is pressed by its hotkey, but not while the person types', async () => {
    const element = await mounted(html`<live-pause hotkey="Alt+P"></live-pause><input aria-label="Search" />`);
    const pause = pauseIn(element);
    expect(buttonOf(pause).getAttribute('aria-keyshortcuts')).to.equal('Alt+P');
    element.querySelector('input')?.focus();
    await sendKeys({ down: 'Alt' });
    await sendKeys({ press: 'p' });
    await sendKeys({ up: 'Alt' });
    expect(element.connection?.paused).to.equal(false);
    element.querySelector('input')?.blur();
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'p', altKey: true, bubbles: true, composed: true }));
    expect(element.connection?.paused).to.equal(true);
    pause.removeAttribute('hotkey');
    await pause.updateComplete;
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'p', altKey: true, bubbles: true, composed: true }));
    expect(element.connection?.paused).to.equal(true);
    expect(buttonOf(pause).hasAttribute('aria-keyshortcuts')).to.equal(false);
  });

  test('obeys the commands of a plain button', async () => {
    const element = await mounted(html`
      <live-pause id="pause"></live-pause>
      ${['--pause', '--resume', '--toggle', '--explode'].map(
        (command) => html`<button commandfor="pause" command=${command}>${command}</button>`,
      )}
    `);
    const press = (name: string): boolean | undefined => {
      const button = [...element.querySelectorAll('button')].find(({ textContent }) => textContent === name);
      if ('command' in HTMLButtonElement.prototype) button?.click();
      else pauseIn(element).dispatchEvent(Object.assign(new Event('command'), { command: name }));
      return element.connection?.paused;
    };
    expect(['--pause', '--pause', '--resume', '--toggle', '--explode', '--toggle'].map(press)).to.deep.equal([
      true,
      true,
      false,
      true,
      true,
      false,
    ]);
  });

  test('does not resume if the page cancels the request, whatever it controls', async () => {
    const page = await fixture<HTMLElement>(html`
      <div>
        <live-pause for="one"></live-pause>
        <live-connection id="one" .connection=${connection}></live-connection>
      </div>
    `);
    const pause = pauseIn(page);
    await pause.updateComplete;
    buttonOf(pause).click();
    page.addEventListener('live-resume-request', (event) => event.preventDefault(), { once: true });
    buttonOf(pause).click();
    const scope = page.querySelector('live-connection')?.connection;
    expect(scope?.paused).to.equal(true);
    buttonOf(pause).click();
    expect(scope?.paused).to.equal(false);
  });

  test('does not pause the connection around it if it names another one', async () => {
    const element = await mounted();
    const request = new LivePauseRequestEvent('freeze', [steadyConnection(fake)]);
    pauseIn(element).dispatchEvent(request);
    expect(element.connection?.paused).to.equal(false);
  });

  test('reports a pause and its end once, no matter whether an element provides the connection', async () => {
    const told: string[] = [];
    const note = ({ type }: Event): number => told.push(type);
    for (const type of ['live-pause', 'live-resume']) document.addEventListener(type, note);
    const element = await mounted();
    for (let press = 0; press < 2; press += 1) buttonOf(pauseIn(element)).click();
    expect(told).to.deep.equal(['live-pause', 'live-resume']);
    const own = steadyConnection(new FakeCable());
    const alone = await fixture<LivePause>(html`<live-pause .connection=${own}></live-pause>`);
    await alone.updateComplete;
    for (let press = 0; press < 2; press += 1) buttonOf(alone).click();
    expect(told).to.deep.equal(['live-pause', 'live-resume', 'live-pause', 'live-resume']);
    for (const type of ['live-pause', 'live-resume']) document.removeEventListener(type, note);
    own.close();
  });
});
