import { expect, fixture, html, nextFrame } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import '../../../components/define/live-connection.js';
import '../../../components/define/live-pause.js';
import '../../../components/translations/de.js';
import type { LiveConnection } from '../../../components/live-connection/live-connection.js';
import { LivePauseRequestEvent, LiveResumeRequestEvent } from '../../../components/internal/events.js';
import type { LivePause } from '../../../components/live-pause/live-pause.js';
import { type Connection, sharedConnection } from '../../../src/index.js';
import { FakeCable } from '../../../src/testing/index.js';
import { waitUntil } from '../../support/wait-until.js';
import { steadyConnection } from '../../support/steady-connection.js';

function pauseIn(element: ParentNode): LivePause {
  const pause = element.querySelector('live-pause');
  if (pause === null) throw new Error('There is no <live-pause>.');
  return pause;
}

function connectionIn(element: ParentNode): LiveConnection {
  const inner = element.querySelector('live-connection');
  if (inner === null) throw new Error('There is no <live-connection>.');
  return inner;
}

function buttonOf(pause: LivePause): HTMLButtonElement {
  const button = pause.shadowRoot?.querySelector('button');
  if (!button) throw new Error('There is no button.');
  return button;
}

function textOf(pause: LivePause): string {
  return pause.shadowRoot?.querySelector('#text')?.textContent.trim() ?? '';
}

suite('LivePause', () => {
  let fake: FakeCable;
  let connection: Connection;

  setup(() => {
    fake = new FakeCable();
    connection = steadyConnection(fake);
  });

  teardown(() => {
    connection.close();
    sharedConnection('/cable').resume();
  });

  async function scoped(): Promise<LiveConnection> {
    const element = await fixture<LiveConnection>(
      html`<live-connection .connection=${connection}><live-pause></live-pause></live-connection>`,
    );
    await pauseIn(element).updateComplete;
    return element;
  }

  test('stops what is around it in place of freezing it, and says so', async () => {
    const element = await scoped();
    const pause = pauseIn(element);
    pause.mode = 'stop';
    const shown: unknown[] = [];
    element.connection?.channel('C').messages$.subscribe((message) => shown.push(message.type));
    fake.broadcast('C', {}, 1);
    buttonOf(pause).click();
    await pause.updateComplete;
    expect([element.connection?.paused, element.connection?.pauseKind]).to.deep.equal([true, 'stop']);
    expect(textOf(pause)).to.equal('Stopped · nothing is received');
    expect(pause.matches(':state(stopped)')).to.equal(true);
    fake.broadcast('C', {}, 2);
    buttonOf(pause).click();
    await pause.updateComplete;
    fake.broadcast('C', {}, 3);
    expect(shown).to.deep.equal(['value', 'gap', 'value']);
    expect(pause.matches(':state(stopped)')).to.equal(false);
  });

  test('pauses the connections whose ids `for` names, also those that come later, and shows the state of the first', async () => {
    const page = await fixture<HTMLElement>(html`<div><live-pause for="shop stock"></live-pause></div>`);
    const pause = pauseIn(page);
    await pause.updateComplete;
    expect(buttonOf(pause).disabled).to.equal(true);
    const scopes = ['shop', 'other', 'stock'].map((id) => {
      const scope = document.createElement('live-connection');
      scope.id = id;
      scope.connection = connection;
      page.append(scope);
      return scope;
    });
    await waitUntil(() => !buttonOf(pause).disabled);
    buttonOf(pause).click();
    await pause.updateComplete;
    expect(scopes.map((scope) => scope.connection?.paused)).to.deep.equal([true, false, true]);
    expect(buttonOf(pause).getAttribute('aria-pressed')).to.equal('true');
    buttonOf(pause).click();
    expect(scopes.map((scope) => scope.connection?.paused)).to.deep.equal([false, false, false]);
  });

  test('names in its request which kind of pause is wanted', async () => {
    const element = await scoped();
    const pause = pauseIn(element);
    const kinds: string[] = [];
    pause.addEventListener('live-pause-request', (event) => {
      kinds.push(event.kind);
      event.preventDefault();
    });
    buttonOf(pause).click();
    pause.setAttribute('mode', 'stop');
    buttonOf(pause).click();
    pause.setAttribute('mode', 'nonsense');
    buttonOf(pause).click();
    expect(kinds).to.deep.equal(['freeze', 'stop', 'freeze']);
    expect(new LivePauseRequestEvent().kind).to.equal('freeze');
  });

  test('a request of the page itself stops a scope, too', async () => {
    const element = await scoped();
    pauseIn(element).dispatchEvent(new LivePauseRequestEvent('stop'));
    expect([element.connection?.pauseKind, connection.pauseKind]).to.deep.equal(['stop', undefined]);
    pauseIn(element).dispatchEvent(new LiveResumeRequestEvent());
    expect(element.connection?.paused).to.equal(false);
  });

  test('says that it is stopped, no matter what stopped it, also if it was frozen before', async () => {
    const element = await scoped();
    const pause = pauseIn(element);
    element.connection?.channel('C').messages$.subscribe();
    element.connection?.pause();
    fake.broadcast('C', {}, 1);
    await waitUntil(() => textOf(pause) === 'Paused · 1 waiting', textOf(pause));
    connection.pause('stop');
    expect(pause.matches(':state(stopped)')).to.equal(true);
    await pause.updateComplete;
    expect(textOf(pause)).to.equal('Stopped · nothing is received · 1 waiting');
    connection.resume();
    await pause.updateComplete;
    expect(textOf(pause)).to.match(/^Paused · \d/);
    expect(pause.matches(':state(stopped)')).to.equal(false);
  });

  test('stops and resumes by keyboard, and is accessible meanwhile', async () => {
    const element = await scoped();
    const pause = pauseIn(element);
    pause.mode = 'stop';
    pause.focus();
    await sendKeys({ press: 'Enter' });
    await pause.updateComplete;
    expect(element.connection?.pauseKind).to.equal('stop');
    const button = buttonOf(pause);
    expect([button.ariaLabel, button.ariaPressed]).to.deep.equal(['Pause live updates', 'true']);
    await expect(pause).to.be.accessible();
    await sendKeys({ press: ' ' });
    expect(element.connection?.paused).to.equal(false);
  });

  test('is pressed once all that `for` names are paused, wherever they stand in the page', async () => {
    const page = await fixture<HTMLElement>(html`
      <div>
        <live-connection id="stock" .connection=${connection}></live-connection>
        <live-pause for=" shop  stock nobody"></live-pause>
        <live-connection id="shop" .connection=${connection}></live-connection>
      </div>
    `);
    const pause = pauseIn(page);
    await pause.updateComplete;
    const [stock, shop] = [...page.querySelectorAll('live-connection')].map((scope) => scope.connection);
    stock?.pause();
    await pause.updateComplete;
    expect(buttonOf(pause).ariaPressed).to.equal('mixed');
    expect([textOf(pause), pause.matches(':state(mixed)'), pause.matches(':state(paused)')]).to.deep.equal(['Partly paused', true, false]);
    shop?.pause();
    await pause.updateComplete;
    expect(buttonOf(pause).ariaPressed).to.equal('true');
    await expect(pause).to.be.accessible();
    pause.focus();
    await sendKeys({ press: ' ' });
    expect([stock?.paused, shop?.paused]).to.deep.equal([false, false]);
  });

  test('finds whom `for` names in its own tree alone, and follows a change of it', async () => {
    const page = await fixture<HTMLElement>(html`
      <div>
        <live-connection id="shop" .connection=${connection}></live-connection>
        <div class="host"></div>
      </div>
    `);
    const root = page.querySelector('.host')?.attachShadow({ mode: 'open' });
    if (!root) throw new Error('There is no root.');
    root.innerHTML = '<live-pause for="shop"></live-pause><live-connection id="till" url="/till"></live-connection>';
    const pause = pauseIn(root);
    await pause.updateComplete;
    expect(buttonOf(pause).disabled).to.equal(true);
    pause.setAttribute('for', 'till');
    await waitUntil(() => !buttonOf(pause).disabled);
    buttonOf(pause).click();
    expect([connectionIn(page).connection?.paused, connectionIn(root).connection?.paused]).to.deep.equal([false, true]);
    connectionIn(root).remove();
    await waitUntil(() => buttonOf(pause).disabled);
    expect(pause.matches(':state(paused)')).to.equal(false);
  });

  test('pauses and resumes the scope around it, and no other', async () => {
    const element = await scoped();
    const pause = pauseIn(element);
    buttonOf(pause).click();
    await pause.updateComplete;
    expect(element.connection?.paused).to.equal(true);
    expect(connection.paused).to.equal(false);
    expect(pause.matches(':state(paused)')).to.equal(true);
    buttonOf(pause).click();
    await pause.updateComplete;
    expect(element.connection?.paused).to.equal(false);
    expect(pause.matches(':state(paused)')).to.equal(false);
  });

  test('keeps its name, and shows its state as pressed', async () => {
    const element = await scoped();
    const pause = pauseIn(element);
    const button = buttonOf(pause);
    expect([button.ariaLabel, button.ariaPressed]).to.deep.equal(['Pause live updates', 'false']);
    await expect(pause).to.be.accessible();
    button.click();
    await pause.updateComplete;
    expect([button.ariaLabel, button.ariaPressed]).to.deep.equal(['Pause live updates', 'true']);
    await expect(pause).to.be.accessible();
  });

  test('says how many updates wait', async () => {
    const element = await scoped();
    const pause = pauseIn(element);
    element.connection?.channel('A').messages$.subscribe();
    buttonOf(pause).click();
    await pause.updateComplete;
    expect(textOf(pause)).to.equal('Paused');
    for (let value = 0; value < 37; value += 1) fake.broadcast('A', {}, { value });
    await waitUntil(() => textOf(pause) === 'Paused · 37 waiting', textOf(pause));
    buttonOf(pause).click();
    await waitUntil(() => textOf(pause) === '');
  });

  test('follows a pause that came from elsewhere', async () => {
    const element = await scoped();
    element.connection?.pause();
    await pauseIn(element).updateComplete;
    expect(buttonOf(pauseIn(element)).ariaPressed).to.equal('true');
  });

  test('pauses the default connection of the page where nobody provides one', async () => {
    const pause = await fixture<LivePause>(html`<live-pause></live-pause>`);
    await pause.updateComplete;
    buttonOf(pause).click();
    expect(sharedConnection('/cable').paused).to.equal(true);
    buttonOf(pause).click();
    expect(sharedConnection('/cable').paused).to.equal(false);
  });

  test('pauses what `connection` names, also where that comes later, and not what is around it', async () => {
    const host = await fixture<LiveConnection>(
      html`<live-connection .connection=${connection}><live-pause connection="orders"></live-pause></live-connection>`,
    );
    const pause = pauseIn(host);
    expect(buttonOf(pause).disabled).to.equal(true);
    const element = document.createElement('live-connection');
    element.name = 'orders';
    element.url = '/one';
    host.after(element);
    await waitUntil(() => !buttonOf(pause).disabled);
    buttonOf(pause).click();
    expect([element.connection?.paused, host.connection?.paused]).to.deep.equal([true, false]);
    element.remove();
  });

  test('follows the connection that it names when that changes', async () => {
    const host = await fixture<HTMLElement>(
      html`<div><live-pause connection="orders"></live-pause><live-connection name="orders" url="/one"></live-connection></div>`,
    );
    const element = connectionIn(host);
    element.url = '/two';
    await element.updateComplete;
    buttonOf(pauseIn(host)).click();
    expect(element.connection?.paused).to.equal(true);
  });

  test('does nothing where the page cancels the request', async () => {
    const element = await scoped();
    pauseIn(element).addEventListener('live-pause-request', (event) => event.preventDefault());
    buttonOf(pauseIn(element)).click();
    expect(element.connection?.paused).to.equal(false);
  });

  test('is pressed by keyboard, in a target of at least 24 px', async () => {
    const element = await scoped();
    const pause = pauseIn(element);
    pause.focus();
    await sendKeys({ press: ' ' });
    expect(element.connection?.paused).to.equal(true);
    const { width, height } = buttonOf(pause).getBoundingClientRect();
    expect(Math.min(width, height)).to.be.at.least(24);
  });

  test('can do nothing, and throws nothing, without a connection', async () => {
    const pause = await fixture<LivePause>(html`<live-pause connection="nobody"></live-pause>`);
    expect(buttonOf(pause).disabled).to.equal(true);
    buttonOf(pause).click();
    await expect(pause).to.be.accessible();
  });

  test('wraps its words where there is little room, and keeps its button whole', async () => {
    const host = await fixture<HTMLElement>(
      html`<div style="inline-size: 120px"><live-pause .connection=${connection}></live-pause></div>`,
    );
    const pause = pauseIn(host);
    await pause.updateComplete;
    connection.pause('stop');
    await pause.updateComplete;
    expect(textOf(pause)).not.to.equal('');
    expect(host.scrollWidth).to.equal(120);
    const { width, height } = buttonOf(pause).getBoundingClientRect();
    expect([width, height]).to.deep.equal([28, 28]);
  });

  test('asks the server for nothing', async () => {
    const element = await scoped();
    element.connection?.keepOpen();
    buttonOf(pauseIn(element)).click();
    buttonOf(pauseIn(element)).click();
    expect([fake.dials, fake.commands]).to.deep.equal([1, []]);
  });

  test('throws nothing where the connection is closed', async () => {
    connection.close();
    const pause = await fixture<LivePause>(html`<live-pause .connection=${connection}></live-pause>`);
    await pause.updateComplete;
    await expect(pause).to.be.accessible();
  });

  test('shows the current state when it is inserted again', async () => {
    const element = await scoped();
    const pause = pauseIn(element);
    pause.remove();
    element.connection?.pause();
    element.append(pause);
    await nextFrame();
    expect(buttonOf(pause).ariaPressed).to.equal('true');
  });

  test('speaks the language around it', async () => {
    const host = await fixture(html`<div lang="de"><live-pause></live-pause></div>`);
    expect(buttonOf(pauseIn(host)).ariaLabel).to.equal('Live-Aktualisierung anhalten');
    sharedConnection('/cable').pause('stop');
    await pauseIn(host).updateComplete;
    expect(textOf(pauseIn(host))).to.equal('Gestoppt · es wird nichts empfangen');
  });
});
