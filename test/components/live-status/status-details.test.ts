import { expect, fixture, html, nextFrame } from '@open-wc/testing';
import { sendKeys, setViewport } from '@web/test-runner-commands';
import '../../../components/define/live-connection.js';
import '../../../components/define/live-counter.js';
import '../../../components/define/live-status.js';
import type { LiveConnection } from '../../../components/live-connection/live-connection.js';
import type { LiveStatus } from '../../../components/live-status/live-status.js';
import { type Connection } from '../../../src/index.js';
import { FakeCable } from '../../../src/testing/index.js';
import { waitUntil } from '../../support/wait-until.js';
import { steadyConnection } from '../../support/steady-connection.js';

function part<Found extends HTMLElement>(element: LiveStatus, name: string): Found | null {
  return element.shadowRoot?.querySelector<Found>(`[part~="${name}"]`) ?? null;
}

function linesOf(element: LiveStatus): string {
  return [...(element.shadowRoot?.querySelectorAll('li') ?? [])].map(({ textContent }) => textContent.trim()).join('; ');
}

/** Replaces what the clipboard does, and returns how to end that. */
function withClipboard(writeText: (text: string) => Promise<void>): () => void {
  Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText } });
  return () => Reflect.deleteProperty(navigator, 'clipboard');
}

suite('LiveStatus and what a person can do', () => {
  let fake: FakeCable;
  let connection: Connection;

  setup(() => {
    fake = new FakeCable();
    connection = steadyConnection(fake, { retry: () => 60_000 });
  });

  teardown(() => connection.close());

  async function show(attributes: Partial<LiveStatus> = {}, inner = html``): Promise<LiveStatus> {
    const host = await fixture<LiveConnection>(html`<live-connection .connection=${connection}>${inner}</live-connection>`);
    const element = Object.assign(document.createElement('live-status'), { grace: 20, ...attributes });
    host.append(element);
    await element.updateComplete;
    return element;
  }

  async function becomes(element: LiveStatus, kind: string): Promise<void> {
    await waitUntil(
      () => element.kind === kind,
      () => `expected ${kind}, but it is ${element.kind}`,
    );
    await element.updateComplete;
  }

  /** Waits until the details contain this. They are rendered with each change of status and every second. */
  async function says(element: LiveStatus, what: RegExp): Promise<void> {
    await waitUntil(() => what.test(linesOf(element)), `expected the details to contain ${what.source}`);
  }

  test('links to the page where a person signs in, if the server refuses because nobody is signed in', async () => {
    const element = await show({ signInUrl: '/session/new' });
    fake.goodbye('unauthorized', false);
    await becomes(element, 'failed');
    const link = part<HTMLAnchorElement>(element, 'sign-in');
    expect([link?.getAttribute('href'), link?.textContent, part(element, 'retry') === null]).to.deep.equal([
      '/session/new',
      'Sign in',
      true,
    ]);
    await expect(element).to.be.accessible();
  });

  test('ignores a harmful address, and offers to retry', async () => {
    const element = await show({ signInUrl: 'javascript:alert(1)' });
    fake.goodbye('unauthorized', false);
    await becomes(element, 'failed');
    expect([part(element, 'sign-in') === null, part(element, 'retry')?.textContent.trim()]).to.deep.equal([true, 'retry']);
  });

  test('offers to load the page again where every channel was rejected, which the page may do itself', async () => {
    const element = await show();
    connection.channel('A').messages$.subscribe();
    fake.reject('A');
    await becomes(element, 'rejected');
    let asked = 0;
    element.addEventListener('live-reload-request', (event) => {
      event.preventDefault();
      asked += 1;
    });
    part(element, 'reload')?.click();
    expect(asked).to.equal(1);
    await expect(element).to.be.accessible();
  });

  test('reconnects at the command of a plain button', async () => {
    const element = await show({ id: 'status' });
    const button = document.createElement('button');
    button.setAttribute('commandfor', 'status');
    button.setAttribute('command', '--reconnect');
    element.after(button);
    await becomes(element, 'live');
    const before = fake.dials;
    if ('command' in HTMLButtonElement.prototype) button.click();
    else element.dispatchEvent(Object.assign(new Event('command'), { command: '--reconnect' }));
    await waitUntil(() => fake.dials > before);
  });

  test('tells in the details of the last data, missed updates, and the next try', async () => {
    const element = await show({ withDetails: true }, html`<live-counter channel="C"></live-counter>`);
    await nextFrame();
    fake.broadcast('C', {}, { value: 1 });
    await nextFrame();
    await nextFrame();
    part(element, 'details-button')?.click();
    await says(element, /last data (now|\d+s ago)/);
    fake.drop();
    connection.reconnect();
    await says(element, /updates missed \d+:\d+:\d+.* – \d+:\d+:\d+/);
    fake.refuse();
    fake.drop();
    await says(element, /Reconnecting in \d+ s/);
    await expect(element).to.be.accessible();
  });

  test('copies what support needs to know, without the query of an address', async () => {
    const copied: string[] = [];
    const restore = withClipboard(async (text) => void copied.push(text));
    const element = await show({ withDetails: true });
    await becomes(element, 'live');
    part(element, 'details-button')?.click();
    await waitUntil(() => linesOf(element) !== '');
    part(element, 'copy')?.click();
    await waitUntil(() => part(element, 'copy')?.textContent === 'Copied');
    restore();
    expect(copied[0]).to.match(/status: \w+.*\ncable: .*\npage: http.*\ntime: 20.*Z\nbrowser: Mozilla/);
    expect(copied[0]).not.to.include('?');
  });

  test('shows the text to copy by hand where the browser refuses the clipboard', async () => {
    const restore = withClipboard(() => Promise.reject(new DOMException('Denied', 'NotAllowedError')));
    const element = await show({ withDetails: true });
    part(element, 'details-button')?.click();
    await waitUntil(() => element.shadowRoot?.querySelector('li'));
    part(element, 'copy')?.click();
    await waitUntil(() => element.shadowRoot?.querySelector('textarea'));
    restore();
    const text = element.shadowRoot?.querySelector('textarea');
    await waitUntil(() => element.shadowRoot?.activeElement === text);
    expect(text?.value).to.include('browser: ');
    expect([text?.selectionStart, text?.selectionEnd]).to.deep.equal([0, text?.value.length]);
    await expect(element).to.be.accessible();
  });

  test('closes the details at Escape, and gives the focus back', async () => {
    const element = await show({ withDetails: true });
    part(element, 'details-button')?.focus();
    await sendKeys({ press: 'Enter' });
    await waitUntil(() => part(element, 'details')?.matches(':popover-open'));
    part(element, 'copy')?.focus();
    await sendKeys({ press: 'Escape' });
    await waitUntil(() => part(element, 'details')?.matches(':popover-open') === false);
    await waitUntil(() => element.shadowRoot?.activeElement?.getAttribute('part') === 'details-button', 'the button has the focus');
  });

  suite('as a toast', () => {
    test('is hidden until something is wrong, and can be reached by keyboard then', async () => {
      const element = await show({ variant: 'toast' });
      expect(element.matches(':state(hidden)')).to.equal(true);
      fake.refuse();
      fake.drop();
      await becomes(element, 'reconnecting');
      expect([element.matches(':state(hidden)'), getComputedStyle(element).position]).to.deep.equal([false, 'fixed']);
      part(element, 'retry')?.focus();
      expect(element.shadowRoot?.activeElement?.getAttribute('part')).to.equal('retry');
      await expect(element).to.be.accessible();
    });

    test('takes at most a tenth of the screen of a phone, with the longest words too', async () => {
      await setViewport({ width: 390, height: 664 });
      const element = await show({ variant: 'toast', withDetails: true });
      fake.goodbye('invalid_request', false);
      await becomes(element, 'failed');
      const { width, height, right, bottom } = element.getBoundingClientRect();
      expect((width * height) / (390 * 664)).to.be.at.most(0.1);
      expect([right <= 390, bottom <= 664, width <= 366]).to.deep.equal([true, true, true]);
      await setViewport({ width: 800, height: 600 });
    });
  });
});
