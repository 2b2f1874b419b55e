import { expect, fixture, html } from '@open-wc/testing';
import '../../../components/define/live-connection.js';
import '../../../components/define/live-status.js';
import { FakeSockets } from '../../support/fake-socket.js';
import { waitUntil } from '../../support/wait-until.js';

suite('warnOfForeignCable', () => {
  const { WebSocket } = window;
  const { warn } = console;
  let sockets: FakeSockets;
  let warnings: string[];

  setup(() => {
    [sockets, warnings] = [new FakeSockets(), []];
    window.WebSocket = sockets.WebSocket as unknown as typeof WebSocket;
    console.warn = (text: string) => void warnings.push(text);
  });

  teardown(() => {
    window.WebSocket = WebSocket;
    console.warn = warn;
  });

  async function show(url: string, getToken?: () => Promise<string>): Promise<void> {
    const before = sockets.all.length;
    await fixture(html`<live-connection url=${url} .getToken=${getToken}><live-status></live-status></live-connection>`);
    await waitUntil(() => sockets.all.length > before);
    expect(warnings).to.deep.equal([]);
    sockets.all.at(-1)?.welcome();
    expect(document.querySelector('live-connection')?.connection?.status.state).to.equal('connected');
  }

  test('X4: warns once where a cable of another origin takes a page in development without a token', async () => {
    await show('wss://shop.example/cable?secret=1');
    expect(warnings).to.have.length(1);
    expect(warnings[0]).to.match(/^cablegram: The cable at shop\.example has another origin and gets no token\..*getToken\.$/);
    sockets.all.at(-1)?.end();
    // What wakes a page cuts the wait for the next dial short.
    window.dispatchEvent(new Event('online'));
    await waitUntil(() => sockets.all.length === 2, 'dials again');
    sockets.all.at(-1)?.welcome();
    expect(warnings).to.have.length(1);
  });

  test('X4: says nothing of one that is brought a token, nor of one of the page’s own origin', async () => {
    await show('wss://token.example/cable', () => Promise.resolve('t'));
    await show('/own-cable');
    expect(warnings).to.deep.equal([]);
  });
});
