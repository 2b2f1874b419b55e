import { expect } from '@open-wc/testing';
import { Subject } from 'rxjs';
import { intervalOf, setRate } from '../../../components/internal/pace.js';
import { paced } from '../../../components/internal/paced.js';
import { type Connection, type Message } from '../../../src/index.js';
import { FakeCable } from '../../../src/testing/index.js';
import { ElementTime } from '../../support/element-time.js';
import { steadyConnection } from '../../support/steady-connection.js';

function value(body: number): Message {
  return { type: 'value', value: body, body, receivedAt: 0 };
}

suite('paced', () => {
  let connection: Connection;
  let time: ElementTime;
  let isLive: boolean;
  let staleAfter: number | undefined;
  let source$: Subject<readonly Message[]>;
  let shown: unknown[];
  let release$: Subject<'deliver' | 'drop'>;
  let end: () => void;

  setup(() => {
    connection = steadyConnection(new FakeCable());
    time = new ElementTime().stop();
    isLive = true;
    staleAfter = undefined;
    source$ = new Subject();
    release$ = new Subject();
    shown = [];
    const paced$ = source$.pipe(
      paced({ connection, every: () => intervalOf(connection), isLive: () => isLive, staleAfter: () => staleAfter, release$ }),
    );
    const following = paced$.subscribe({
      next: (messages) => shown.push(messages.map((message) => ('body' in message ? message.body : message.type))),
      complete: () => shown.push('complete'),
    });
    end = () => following.unsubscribe();
  });

  teardown(() => {
    end();
    connection.close();
    time.end();
  });

  test('lets everything through in real time', () => {
    source$.next([value(1)]);
    source$.next([value(2)]);
    expect(shown).to.deep.equal([[1], [2]]);
  });

  test('gathers what arrives between two beats, and loses none of it', () => {
    setRate(connection, 5000);
    for (const number of [1, 2, 3]) source$.next([value(number)]);
    expect(shown).to.deep.equal([]);
    time.advance(5000);
    expect(shown).to.deep.equal([[1, 2, 3]]);
    source$.next([value(4)]);
    time.advance(4_999);
    expect(shown.length).to.be.at.most(2);
    time.advance(1);
    expect(shown).to.deep.equal([[1, 2, 3], [4]]);
  });

  test('shows everything at once while the element is not live', () => {
    setRate(connection, 5000);
    isLive = false;
    source$.next([value(1)]);
    expect(shown).to.deep.equal([[1]]);
  });

  test('shows a gap and a snapshot at once, after what came before it', () => {
    setRate(connection, 5000);
    source$.next([value(1)]);
    source$.next([{ type: 'gap', since: 1, until: 2 }]);
    source$.next([value(2)]);
    source$.next([{ type: 'snapshot', messages: [], body: [] }] as unknown as Message[]);
    expect(shown.length).to.equal(2);
    expect(shown[0]).to.deep.equal([1, 'gap']);
  });

  test('shows what waits when the pace ends, and when a pause begins', () => {
    setRate(connection, 5000);
    source$.next([value(1)]);
    setRate(connection, 0);
    expect(shown).to.deep.equal([[1]]);
    setRate(connection, 30_000);
    source$.next([value(2)]);
    connection.pause();
    expect(shown).to.deep.equal([[1], [2]]);
  });

  test('keeps data younger than half of what counts as stale', () => {
    staleAfter = 4000;
    setRate(connection, 30_000);
    source$.next([value(1)]);
    time.advance(2000);
    expect(shown).to.deep.equal([[1]]);
  });

  test('shows what waits once more than 5,000 messages wait', () => {
    setRate(connection, 30_000);
    source$.next(Array.from({ length: 5001 }, (_, number) => value(number)));
    expect(shown.length).to.equal(1);
  });

  test('shows what waits before it completes', () => {
    setRate(connection, 5000);
    source$.next([value(1)]);
    source$.complete();
    expect(shown).to.deep.equal([[1], 'complete']);
  });

  test('delivers or drops what waits on request', () => {
    setRate(connection, 5000);
    source$.next([value(1)]);
    release$.next('deliver');
    source$.next([value(2)]);
    release$.next('drop');
    time.advance(5000);
    expect(shown).to.deep.equal([[1]]);
  });

  test('ends its timer when nobody listens any more', () => {
    setRate(connection, 5000);
    source$.next([value(1)]);
    end();
    time.advance(10_000);
    expect(shown).to.deep.equal([]);
    expect(source$.observed).to.equal(false);
  });
});
