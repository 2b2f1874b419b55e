import { expect } from '@open-wc/testing';
import { NEVER, Observable } from 'rxjs';
import { lazyTransport } from '../../../components/live-connection/lazy-transport.js';
import type { CablegramError, Transport } from '../../../src/index.js';

/** What a transport reports, and its error. */
function watch(transport: Transport): { readonly seen: string[]; stop(): void } {
  const seen: string[] = [];
  const following = transport(NEVER, { attempt: 0 }).subscribe({
    next: ({ type }) => void seen.push(type),
    error: ({ code }: CablegramError) => void seen.push(code),
    complete: () => void seen.push('end'),
  });
  return { seen, stop: () => following.unsubscribe() };
}

/** Lets what waits for a settled promise run. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
}

suite('lazyTransport', () => {
  let open: number;
  const transport: Transport = () =>
    new Observable((subscriber) => {
      open += 1;
      subscriber.next({ type: 'open', kind: 'test' });
      return () => (open -= 1);
    });

  setup(() => (open = 0));

  test('loads its code before it is used, and then connects at once', async () => {
    let loads = 0;
    const lazy = lazyTransport(() => {
      loads += 1;
      return Promise.resolve(transport);
    });
    await settle();
    expect(watch(lazy).seen).to.deep.equal(['open']);
    expect(watch(lazy).seen).to.deep.equal(['open']);
    expect(loads).to.equal(1);
  });

  test('waits for its code, loaded once for all attempts', async () => {
    let [loads, finish] = [0, (_transport: Transport): void => undefined];
    const lazy = lazyTransport(() => {
      loads += 1;
      return new Promise((resolve) => (finish = resolve));
    });
    const [first, second] = [watch(lazy), watch(lazy)];
    expect(first.seen).to.deep.equal([]);
    finish(transport);
    await settle();
    expect([first.seen, second.seen, loads]).to.deep.equal([['open'], ['open'], 1]);
  });

  test('does not connect an attempt that has ended meanwhile', async () => {
    let finish = (_transport: Transport): void => undefined;
    const attempt = watch(lazyTransport(() => new Promise((resolve) => (finish = resolve))));
    attempt.stop();
    finish(transport);
    await settle();
    expect([attempt.seen, open]).to.deep.equal([[], 0]);
  });

  test('closes the transport when the attempt ends', async () => {
    const attempt = watch(lazyTransport(() => Promise.resolve(transport)));
    await settle();
    expect(open).to.equal(1);
    attempt.stop();
    expect(open).to.equal(0);
  });

  test('fails the attempt if the code cannot be loaded, and loads it again for the next one', async () => {
    let isAway = true;
    const lazy = lazyTransport(() => (isAway ? Promise.reject(new TypeError('Failed to fetch')) : Promise.resolve(transport)));
    await settle();
    const first = watch(lazy);
    await settle();
    isAway = false;
    const second = watch(lazy);
    await settle();
    expect([first.seen, second.seen]).to.deep.equal([['part-not-loaded'], ['open']]);
  });
});
