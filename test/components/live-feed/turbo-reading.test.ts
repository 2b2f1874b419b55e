import { expect } from '@open-wc/testing';
import { readTurboSource, statusOfReading, type TurboSource } from '../../../components/live-feed/turbo-reading.js';

interface Parts {
  readonly readyState?: number;
  readonly monitor?: object;
  readonly isPending?: boolean;
  readonly isForgotten?: boolean;
}

/** A source with the parts of a consumer of `@rails/actioncable` that are read. */
function sourceOf({ readyState = 1, monitor = { pingedAt: 1 }, isPending = false, isForgotten = false }: Parts): TurboSource {
  const subscription = { identifier: 'f', consumer: {} };
  subscription.consumer = {
    connection: { webSocket: { readyState }, monitor },
    subscriptions: {
      guarantor: { pendingSubscriptions: isPending ? [subscription] : [] },
      findAll: () => (isForgotten ? [] : [subscription]),
    },
  };
  return Object.assign(document.createElement('div'), { subscription }) as TurboSource;
}

suite('readTurboSource', () => {
  const cases: Readonly<Record<string, Parts>> = {
    confirmed: {},
    asking: { isPending: true },
    dialling: { readyState: 3 },
    closed: { readyState: 3, monitor: { stoppedAt: 1 } },
    refused: { isForgotten: true },
  };
  for (const [is, parts] of Object.entries(cases)) {
    test(`reads that a source is ${is} from its consumer`, () => {
      expect(readTurboSource(sourceOf(parts)).is).to.equal(is);
    });
  }

  test('takes an open socket before the welcome for no confirmation', () => {
    expect(readTurboSource(sourceOf({ monitor: {} })).is).to.equal('asking');
    expect(readTurboSource(sourceOf({ monitor: { pingedAt: 1, disconnectedAt: 2 } })).is).to.equal('asking');
  });

  test('knows nothing of a consumer of another kind', () => {
    const other = Object.assign(document.createElement('div'), { subscription: { consumer: { cable: {} } } });
    expect(readTurboSource(other as unknown as TurboSource).is).to.equal('unknown');
    expect(readTurboSource(document.createElement('div')).is).to.equal('starting');
  });
});

suite('statusOfReading', () => {
  test('calls a source lost that does not begin in time', () => {
    expect(statusOfReading('starting', 1_000, false, true).state).to.equal('connecting');
    expect(statusOfReading('starting', 4_000, false, true).state).to.equal('reconnecting');
    expect(statusOfReading('asking', 11_000, false, true).subscription).to.equal('unconfirmed');
  });

  test('says that there is no network', () => {
    expect(statusOfReading('dialling', 0, true, false)).to.include({ state: 'reconnecting', reason: 'offline' });
  });
});
