import '../../../components/define/live-feed.js';
import { expect, fixture, html, nextFrame } from '@open-wc/testing';
import { Subject } from 'rxjs';
import type { LiveFeed } from '../../../components/live-feed/live-feed.js';
import { type Channel, type Connection, decode, type Message } from '../../../src/index.js';
import { FakeCable } from '../../../src/testing/index.js';
import { steadyConnection } from '../../support/steady-connection.js';

suite('ItemsController', () => {
  test('puts the items of a snapshot into its order, those too that were shown before it', async () => {
    const messages$ = new Subject<readonly Message[]>();
    const connection = steadyConnection(new FakeCable());
    const feed = await fixture<LiveFeed>(
      html`<live-feed channel="ActivityChannel" key="id" .connection=${withBatches(connection, messages$)}></live-feed>`,
    );
    const item = (id: number): Message => decode({ id, title: `item ${id}` });
    const shown = async (): Promise<string[]> => {
      await nextFrame();
      await feed.updateComplete;
      return [...feed.children].map((child) => (child as HTMLElement).dataset['key'] ?? '');
    };

    messages$.next([item(3), item(4)]);
    expect(await shown()).to.deep.equal(['4', '3']);
    const before = feed.querySelector('[data-key="4"]');
    messages$.next([{ type: 'snapshot', messages: [1, 2, 3, 4].map(item) }]);
    expect(await shown()).to.deep.equal(['4', '3', '2', '1']);
    expect(feed.querySelector('[data-key="4"]')).to.equal(before);
    messages$.next([{ type: 'snapshot', messages: [4, 2, 5].map(item) }]);
    expect(await shown()).to.deep.equal(['5', '2', '4']);
    connection.close();
  });
});

/** The same connection, whose channels say what the test says. */
function withBatches(connection: Connection, batches$: Subject<readonly Message[]>): Connection {
  const channel = (name: string): Channel =>
    new Proxy(connection.channel(name), { get: (real, key) => (key === 'batches$' ? batches$ : (real[key as keyof Channel] as unknown)) });
  return new Proxy(connection, { get: (real, key) => (key === 'channel' ? channel : (real[key as keyof Connection] as unknown)) });
}
