import { expect } from '@open-wc/testing';
import {
  firstShown,
  isHidden,
  kindOf,
  nextShown,
  type ShownStatus,
  type StatusKind,
  type StatusReading,
} from '../../../components/live-status/status-state.js';
import type { ChannelCounts, Status } from '../../../src/index.js';

const noChannels: ChannelCounts = { waiting: 0, confirmed: 0, unconfirmed: 0, rejected: 0, heard: 0, deaf: 0 };

function reading(status: Partial<Status>, rest: Partial<StatusReading> = {}): StatusReading {
  const whole: Status = {
    state: 'connected',
    transport: 'cable',
    attempt: 0,
    retryAt: undefined,
    since: 0,
    reason: undefined,
    message: undefined,
    channels: noChannels,
    ...status,
  };
  return { status: whole, paused: false, silentFor: 100, staleAfter: undefined, ...rest };
}

/** Plays truths at instants, looking again whenever the fold asks for it, and tells each change of what is shown as `at:kind`. */
function play(
  truths: readonly (readonly [at: number, truth: StatusKind, away?: boolean])[],
  { until, start = firstShown(0), grace = 1000 }: { until: number; start?: ShownStatus; grace?: number },
): string {
  const seen: string[] = [];
  let shown = start;
  let next = 0;
  for (;;) {
    const change = truths[next];
    const at = Math.min(change?.[0] ?? Infinity, shown.lookAgainAt ?? Infinity);
    if (at > until) return seen.join(' ');
    if (change?.[0] === at) next += 1;
    const [, truth, away = false] = truths[next - 1] ?? [0, 'idle' as const];
    const before = shown;
    shown = nextShown(shown, truth, at, { grace, away });
    const words = shown.restoredUntil === undefined ? shown.kind : `restored`;
    if (shown.kind !== before.kind || shown.restoredUntil !== before.restoredUntil) seen.push(`${at}:${words}`);
  }
}

suite('kindOf', () => {
  test('names refusal when the server refused every channel', () => {
    expect(kindOf(reading({ channels: { ...noChannels, rejected: 2 } }))).to.equal('rejected');
  });

  test('names what is not connected as the connection does', () => {
    for (const state of ['idle', 'connecting', 'reconnecting', 'failed'] as const) expect(kindOf(reading({ state }))).to.equal(state);
  });

  test('is live where a link without channels is open', () => {
    expect(kindOf(reading({}))).to.equal('live');
  });

  test('waits where channels were granted and none spoke', () => {
    expect(kindOf(reading({ channels: { ...noChannels, confirmed: 2 } }))).to.equal('waiting');
    expect(kindOf(reading({ channels: { ...noChannels, waiting: 1 } }))).to.equal('waiting');
    expect(kindOf(reading({ channels: { ...noChannels, confirmed: 2, heard: 1 } }))).to.equal('live');
  });

  test('is partial where a channel was refused or not answered, also while paused', () => {
    expect(kindOf(reading({ channels: { ...noChannels, confirmed: 1, heard: 1, rejected: 1 } }))).to.equal('partial');
    expect(kindOf(reading({ channels: { ...noChannels, unconfirmed: 1 } }, { paused: true }))).to.equal('partial');
  });

  test('R21: is partial where a channel is deaf', () => {
    expect(kindOf(reading({ channels: { ...noChannels, confirmed: 2, heard: 2, deaf: 1 } }))).to.equal('partial');
  });

  test('is paused, too, where everything is stopped and nobody holds the link', () => {
    expect(kindOf(reading({ state: 'idle' }, { paused: true }))).to.equal('paused');
    expect(kindOf(reading({ state: 'idle' }))).to.equal('idle');
  });

  test('names polling, and not the other ways', () => {
    expect(kindOf(reading({ transport: 'polling' }))).to.equal('polling');
    expect(kindOf(reading({ transport: 'sse' }))).to.equal('live');
  });

  test('is stale once the server was silent for longer than allowed, and never without a bound', () => {
    expect(kindOf(reading({}, { silentFor: 5001, staleAfter: 5000 }))).to.equal('stale');
    expect(kindOf(reading({}, { silentFor: 5000, staleAfter: 5000 }))).to.equal('live');
    expect(kindOf(reading({}, { silentFor: 1e9 }))).to.equal('live');
  });

  test('is paused only where nothing is wrong', () => {
    const paused = { paused: true };
    expect(kindOf(reading({}, paused))).to.equal('paused');
    expect(kindOf(reading({ state: 'reconnecting' }, paused))).to.equal('reconnecting');
    expect(kindOf(reading({ state: 'reconnecting', reason: 'offline' }, paused))).to.equal('offline');
    expect(kindOf(reading({ state: 'failed' }, paused))).to.equal('failed');
    expect(kindOf(reading({}, { paused: true, silentFor: 9000, staleAfter: 5000 }))).to.equal('stale');
  });

  test('is unavailable once three tries in a row failed, but offline where that is why', () => {
    expect(kindOf(reading({ state: 'reconnecting', attempt: 2 }))).to.equal('reconnecting');
    expect(kindOf(reading({ state: 'reconnecting', attempt: 3 }))).to.equal('unavailable');
    expect(kindOf(reading({ state: 'reconnecting', attempt: 9, reason: 'offline' }))).to.equal('offline');
  });

  test('is closed after close', () => {
    expect(kindOf(reading({ state: 'disconnected' }))).to.equal('closed');
  });
});

suite('nextShown', () => {
  test('does not flip while a link comes and goes', () => {
    const flips = Array.from({ length: 50 }, (_, index): [number, StatusKind][] => [
      [2000 + index * 1500, 'reconnecting'],
      [3200 + index * 1500, 'live'],
    ]).flat();
    expect(play([[0, 'live'], ...flips], { until: 90_000 })).to.equal(
      '0:live 3000:reconnecting 3200:restored 3500:live 4500:reconnecting 80700:restored 84700:live',
    );
  });

  test('goes from connecting to live without a word of trouble', () => {
    const seen = play(
      [
        [0, 'connecting'],
        [2000, 'live'],
      ],
      { until: 60_000 },
    );
    expect(seen).to.equal('0:connecting 2000:live');
  });

  test('shows a first connect that fails as connecting for three graces', () => {
    const seen = play(
      [
        [0, 'connecting'],
        [200, 'reconnecting'],
        [900, 'connecting'],
        [1200, 'offline'],
      ],
      { until: 60_000 },
    );
    expect(seen).to.equal('0:connecting 3000:offline');
  });

  test('says that nothing works once that lasted for ten graces, and is reconnecting until then', () => {
    const seen = play(
      [
        [0, 'live'],
        [100, 'reconnecting'],
        [3000, 'unavailable'],
        [30_000, 'live'],
      ],
      { until: 30_000 },
    );
    expect(seen).to.equal('0:live 1100:reconnecting 10100:unavailable 30000:restored');
  });

  test('never shows a loss that is over within the grace', () => {
    const seen = play(
      [
        [0, 'live'],
        [5000, 'reconnecting'],
        [5999, 'live'],
      ],
      { until: 60_000 },
    );
    expect(seen).to.equal('0:live');
  });

  test('shows a loss when the grace is over, and reports its end for four seconds', () => {
    const seen = play(
      [
        [0, 'live'],
        [5000, 'reconnecting'],
        [9000, 'live'],
      ],
      { until: 60_000 },
    );
    expect(seen).to.equal('0:live 6000:reconnecting 9000:restored 13000:live');
  });

  test('counts the grace from the first sign of trouble, whatever kinds it takes', () => {
    const seen = play(
      [
        [0, 'live'],
        [5000, 'reconnecting'],
        [5800, 'offline'],
        [8000, 'reconnecting'],
      ],
      { until: 60_000 },
    );
    expect(seen).to.equal('0:live 6000:offline 8000:reconnecting');
  });

  test('stays unavailable while somebody asks for one more try, until it works or something else is wrong', () => {
    const seen = play(
      [
        [0, 'live'],
        [1000, 'reconnecting'],
        [15_000, 'unavailable'],
        [16_000, 'reconnecting'],
        [17_000, 'unavailable'],
        [18_000, 'offline'],
        [19_000, 'reconnecting'],
        [19_500, 'live'],
      ],
      { until: 60_000 },
    );
    expect(seen).to.equal('0:live 2000:reconnecting 15000:unavailable 18000:offline 19000:reconnecting 19500:restored 23500:live');
  });

  test('gives the grace to what is unavailable soon', () => {
    const seen = play(
      [
        [0, 'live'],
        [1000, 'reconnecting'],
        [1100, 'unavailable'],
        [1900, 'reconnecting'],
      ],
      { until: 60_000 },
    );
    expect(seen).to.equal('0:live 2000:reconnecting');
  });

  test('says at once that it has failed', () => {
    expect(
      play(
        [
          [0, 'live'],
          [5000, 'failed'],
        ],
        { until: 60_000 },
      ),
    ).to.equal('0:live 5000:failed');
    expect(
      play(
        [
          [0, 'connecting'],
          [300, 'failed'],
        ],
        { until: 60_000 },
      ),
    ).to.equal('0:connecting 300:failed');
  });

  test('does not call a slow first connect restored', () => {
    const seen = play(
      [
        [0, 'connecting'],
        [4000, 'reconnecting'],
        [8000, 'waiting'],
      ],
      { until: 60_000 },
    );
    expect(seen).to.equal('0:connecting 4000:reconnecting 8000:waiting');
  });

  test('keeps telling the end while waiting turns into live', () => {
    const seen = play(
      [
        [0, 'live'],
        [1000, 'offline'],
        [5000, 'waiting'],
        [6000, 'live'],
      ],
      { until: 60_000 },
    );
    expect(seen).to.equal('0:live 2000:offline 5000:restored 6000:restored 9000:live');
  });

  test('reports trouble again after a restoration that did not last', () => {
    const seen = play(
      [
        [0, 'live'],
        [1000, 'reconnecting'],
        [3000, 'live'],
        [4000, 'reconnecting'],
      ],
      { until: 60_000 },
    );
    expect(seen).to.equal('0:live 2000:reconnecting 3000:restored 4000:live 5000:reconnecting');
  });

  test('reports no new trouble while the page is hidden, and waits a whole grace once it is visible', () => {
    const seen = play(
      [
        [0, 'live'],
        [1000, 'reconnecting', true],
        [60_000, 'reconnecting'],
        [60_900, 'live'],
      ],
      { until: 90_000 },
    );
    expect(seen).to.equal('0:live');
    const lasting = play(
      [
        [0, 'live'],
        [1000, 'reconnecting', true],
        [60_000, 'reconnecting'],
      ],
      { until: 90_000 },
    );
    expect(lasting).to.equal('0:live 61000:reconnecting');
  });

  test('keeps the trouble on display while the page is away', () => {
    const seen = play(
      [
        [0, 'live'],
        [1000, 'reconnecting'],
        [5000, 'reconnecting', true],
        [9000, 'offline', true],
        [9500, 'offline'],
      ],
      {
        until: 60_000,
      },
    );
    expect(seen).to.equal('0:live 2000:reconnecting 9000:offline');
  });

  test('shows an outage at once that began long before the element came', () => {
    const seen = play(
      [
        [0, 'reconnecting'],
        [500, 'live'],
      ],
      { until: 60_000, start: firstShown(0, 20_000) },
    );
    expect(seen).to.equal('0:reconnecting 500:restored 4500:live');
  });

  test('shows closed and idle at once', () => {
    expect(
      play(
        [
          [0, 'live'],
          [1000, 'closed'],
        ],
        { until: 60_000 },
      ),
    ).to.equal('0:live 1000:closed');
    expect(
      play(
        [
          [0, 'live'],
          [1000, 'idle'],
        ],
        { until: 60_000 },
      ),
    ).to.equal('0:live 1000:idle');
  });

  test('shows everything at once with a grace of nothing', () => {
    const seen = play(
      [
        [0, 'connecting'],
        [10, 'live'],
        [20, 'reconnecting'],
      ],
      { until: 60_000, grace: 0 },
    );
    expect(seen).to.equal('0:connecting 10:live 20:reconnecting');
  });
});

suite('isHidden', () => {
  const shown = (kind: StatusKind, rest: Partial<ShownStatus> = {}): ShownStatus => ({ ...firstShown(0), kind, ...rest });

  test('hides all that needs no word', () => {
    for (const kind of ['live', 'polling', 'waiting', 'idle', 'connecting'] as const) expect(isHidden(shown(kind), 'live')).to.equal(true);
  });

  test('shows trouble, its end, and a first connect that takes too long', () => {
    expect(isHidden(shown('reconnecting', { isReported: true }), 'live')).to.equal(false);
    expect(isHidden(shown('connecting', { isReported: true }), 'live')).to.equal(false);
    expect(isHidden(shown('live', { restoredUntil: 4000 }), 'live')).to.equal(false);
  });

  test('hides kinds by name, and nothing unasked', () => {
    expect(isHidden(shown('paused'), 'live')).to.equal(false);
    expect(isHidden(shown('paused'), 'live paused')).to.equal(true);
    expect(isHidden(shown('live'), '')).to.equal(false);
  });
});
