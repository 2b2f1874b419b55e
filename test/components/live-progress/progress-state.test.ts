import { expect } from '@open-wc/testing';
import type { ProgressPick } from '../../../components/live-progress/progress-reading.js';
import { emptyProgress, type ProgressState, reduceProgress, renderedProgress } from '../../../components/live-progress/progress-state.js';
import { decode } from '../../../src/index.js';

const NOW = Date.UTC(2026, 10, 21, 12);
const any: ProgressPick = {
  event: '',
  key: '',
  entity: '',
  field: '',
  maxField: '',
  min: 0,
  max: undefined,
  isMeter: false,
  steps: [],
  allowDecrease: false,
  asOf: undefined,
};

/** Applies bodies that arrive at once, or at `at`. */
function fold(bodies: readonly unknown[], pick: Partial<ProgressPick> = {}, from = emptyProgress, at = NOW): ProgressState {
  return bodies.reduce<ProgressState>((state, body) => reduceProgress(state, decode(body, at), { ...any, ...pick }), from);
}

function foldSnapshot(bodies: readonly unknown[], pick: Partial<ProgressPick> = {}, from = emptyProgress, at = NOW): ProgressState {
  return reduceProgress(from, { type: 'snapshot', messages: bodies.map((body) => decode(body, at)) }, { ...any, ...pick });
}

/** The state and how far the job is, in percent. */
function seen({ job, amount }: ProgressState): readonly unknown[] {
  return [job, amount && Math.round(amount.fraction * 1000) / 10];
}

function second(count: number): string {
  return new Date(NOW + count * 1000).toISOString();
}

suite('reduceProgress', () => {
  suite('reads', () => {
    for (const [body, job, percent] of [
      [{ progress: 40 }, 'running', 40],
      [{ progress: '40.5' }, 'running', 40.5],
      [{ progress: '45%' }, 'running', 45],
      [{ progress: '45 %' }, 'running', 45],
      [{ percent: 40 }, 'running', 40],
      [{ percentage: 40 }, 'running', 40],
      [{ progress: 0 }, 'running', 0],
      [{ progress: null, status: 'running' }, 'running', undefined],
      [{ progress: null }, 'running', undefined],
      [{ current: 1, total: 4 }, 'running', 25],
      [{ current: '1', total: '4' }, 'running', 25],
      [{ current: 0, total: 0, status: 'running' }, 'running', undefined],
      [{ value: 1, max: 4 }, 'running', 25],
      [{ value: 40 }, 'running', 40],
      [40, 'running', 40],
      ['40%', 'running', 40],
      ['done', 'succeeded', undefined],
      [{ data: { progress: 40, status: 'paused' } }, 'paused', 40],
      [{ status: 'success', data: { progress: 40 } }, 'running', 40],
      [{ event: 'ExportFinished', data: { id: 1 } }, 'succeeded', undefined],
      [{ event: 'export:in_progress', data: { progress: 40 } }, 'running', 40],
      [{ event: 'export_updated', data: { status: 'failed' } }, 'failed', undefined],
      [{ type: 'export_completed', id: 1 }, 'succeeded', undefined],
      [{ state: 'Timed out' }, 'failed', undefined],
      [{ progress: 100 }, 'succeeded', 100],
      [{ progress: 100, status: 'running' }, 'running', 100],
      [{ message: 'Binding' }, 'running', undefined],
    ] as const) {
      test(JSON.stringify(body), () => expect(seen(fold([body]))).to.deep.equal([job, percent]));
    }

    for (const body of [
      {},
      { title: 'x' },
      { error: 'gone' },
      { progress: {} },
      { progress: 'forty' },
      null,
      [],
      'x',
      { total: 9 },
      { event: 'order' },
    ]) {
      test(`nothing in ${JSON.stringify(body)}`, () => expect(fold([body])).to.equal(emptyProgress));
    }

    test('the page’s paths, and a share if max is 1', () => {
      expect(seen(fold([{ job: { done: 3, of: 4 } }], { field: 'job.done', maxField: 'job.of' }))).to.deep.equal(['running', 75]);
      expect(seen(fold([{ progress: 0.4 }], { max: 1 }))).to.deep.equal(['running', 40]);
      expect(seen(fold([{ progress: 165 }], { max: 330 }))).to.deep.equal(['running', 50]);
    });
  });

  suite('tells', () => {
    for (const [body, complaint] of [
      [{ progress: 130 }, /progress is 130, which is outside 0 to 100/],
      [{ progress: -1 }, /progress is -1, which is outside 0 to 100/],
      [{ current: 9, total: 4 }, /count is 9, which is outside 0 to 4/],
      [{ progress: 'forty', status: 'running' }, /progress is "forty", which is no number/],
      [{ progress: 0.5, current: 1, total: 2 }, /progress is 0.5 of 100, but the count is 1 of 2/],
      [{ progress: 1, status: 'complete' }, /set max="1"/],
      [{ progress: 0.4 }, /read as a percentage; set max="1" if it is a share/],
      [{ progress: 5, status: 'resizing' }, /"resizing", which is no known state/],
    ] as const) {
      test(`what is wrong with ${JSON.stringify(body)}`, () => expect(fold([body]).complaints.join()).to.match(complaint));
    }

    test('nothing of a rounded maximum', () => expect(fold([{ progress: 100.00000000000001 }]).complaints).to.deep.equal([]));
  });

  suite('never goes backwards', () => {
    test('for a lower percentage or count', () => {
      expect(seen(fold([{ progress: 40 }, { progress: 30 }]))).to.deep.equal(['running', 40]);
      expect(
        seen(
          fold([
            { current: 5, total: 10 },
            { current: 4, total: 10 },
          ]),
        ),
      ).to.deep.equal(['running', 50]);
      expect(seen(fold([{ progress: 40 }, { progress: 30 }], { allowDecrease: true }))).to.deep.equal(['running', 30]);
    });

    test('for a body with an earlier time, even with a higher progress', () => {
      expect(
        seen(
          fold([
            { progress: 40, at: second(5) },
            { progress: 60, at: second(3) },
          ]),
        ),
      ).to.deep.equal(['running', 40]);
      expect(
        seen(
          fold([
            { progress: 40, at: second(5) },
            { progress: 60, at: second(5) },
          ]),
        ),
      ).to.deep.equal(['running', 60]);
    });

    test('but follows a total that grows', () => {
      expect(
        seen(
          fold([
            { current: 5, total: 10 },
            { current: 6, total: 20 },
          ]),
        ),
      ).to.deep.equal(['running', 30]);
    });

    test('and keeps how far a job was that fails', () => {
      expect(seen(fold([{ progress: 40 }, { progress: 0, status: 'failed' }]))).to.deep.equal(['failed', 40]);
    });

    test('accepts a clock that was set back after ten seconds', () => {
      const state = fold([{ progress: 40, at: second(3600) }]);
      const late = fold([{ progress: 50, at: second(1) }], {}, state);
      expect(seen(late)).to.deep.equal(['running', 40]);
      expect(seen(fold([{ progress: 60, at: second(12) }], {}, late, NOW + 11_000))).to.deep.equal(['running', 60]);
    });
  });

  suite('keeps an end', () => {
    for (const end of ['complete', 'failed', 'cancelled']) {
      test(`that is ${end}`, () => {
        const ended = fold([{ progress: 40 }, { progress: 100, status: end }]);
        for (const body of [
          { progress: 99 },
          { progress: 99, status: 'running' },
          { status: 'paused' },
          { status: 'complete' },
          { status: 'failed' },
        ])
          expect(fold([body], {}, ended).job, JSON.stringify(body)).to.equal(ended.job);
      });
    }

    test('until the job starts again, or a new one does', () => {
      const ended = fold([{ id: 1, progress: 100, status: 'complete', at: second(0) }]);
      for (const body of [
        { id: 1, status: 'queued', at: second(1) },
        { event: 'export_started', data: { id: 1 }, at: second(1) },
        { id: 2, progress: 5, at: second(1) },
      ]) {
        const again = fold([body], {}, ended);
        expect(again.run, JSON.stringify(body)).to.equal(ended.run + 1);
        expect(again.wasUnfinished).to.equal(true);
      }
      expect(fold([{ id: 1, status: 'queued', at: second(-1) }], {}, ended).job).to.equal('succeeded');
    });

    test('unless the job goes on long after it', () => {
      const ended = fold([{ progress: 100, status: 'complete' }]);
      expect(seen(fold([{ progress: 5, status: 'running' }], {}, ended, NOW + 11_000))).to.deep.equal(['running', 5]);
    });

    test('against late bodies of jobs that ended before', () => {
      const state = fold([
        { id: 1, status: 'complete' },
        { id: 2, progress: 5 },
        { id: 2, status: 'complete' },
      ]);
      expect(fold([{ id: 1, progress: 99 }], {}, state).id).to.equal('2');
    });

    test('and takes what comes with it later', () => {
      expect(fold([{ status: 'complete' }, { status: 'complete', url: '/x' }]).url).to.equal('/x');
    });
  });

  test('begins a running job anew if its start has a later time', () => {
    const running = [{ progress: 60, status: 'running', at: second(0) }];
    const again = fold([...running, { progress: 0, status: 'started', at: second(5) }]);
    expect([...seen(again), again.run]).to.deep.equal(['running', 0, 1]);
    expect(seen(fold([...running, { progress: 0, status: 'started' }]))).to.deep.equal(['running', 60]);
  });

  test('follows one of several jobs', () => {
    const state = fold([
      { id: 'a', progress: 10 },
      { id: 'b', progress: 20 },
    ]);
    expect([state.id, state.other]).to.deep.equal(['a', 'b']);
    expect(
      fold(
        [
          { id: 'a', progress: 10 },
          { id: 'b', progress: 20 },
        ],
        { entity: 'b' },
      ).id,
    ).to.equal('b');
  });

  test('is in doubt after a gap until the next body, unless the job has ended', () => {
    const gap = { type: 'gap', since: NOW, until: NOW + 1 } as const;
    const state = reduceProgress(fold([{ progress: 10 }]), gap, any);
    expect(state.missedSince).to.equal(NOW);
    expect(fold([{ progress: 20 }], {}, state).missedSince).to.equal(undefined);
    expect(reduceProgress(fold([{ status: 'complete' }]), gap, any).missedSince).to.equal(undefined);
  });

  suite('of a snapshot', () => {
    test('takes the one job that is followed', () => {
      const list = [
        { id: 'a', progress: 20, status: 'running' },
        { id: 'b', progress: 100, status: 'complete' },
      ];
      expect(seen(foldSnapshot(list, { entity: 'b' }))).to.deep.equal(['succeeded', 100]);
      expect(foldSnapshot(list, { entity: 'b' }).wasUnfinished).to.equal(false);
    });

    test('takes the end of a job that was running', () => {
      const state = foldSnapshot([{ progress: 100, status: 'complete' }], {}, fold([{ progress: 40 }]));
      expect([...seen(state), state.wasUnfinished, state.run]).to.deep.equal(['succeeded', 100, true, 0]);
    });

    test('takes no older state, and no lower progress without a later time', () => {
      const state = fold([{ progress: 40, at: second(5) }]);
      expect(seen(foldSnapshot([{ progress: 60, at: second(3) }], {}, state))).to.deep.equal(['running', 40]);
      expect(seen(foldSnapshot([{ progress: 30 }], {}, fold([{ progress: 40 }])))).to.deep.equal(['running', 40]);
      expect(seen(foldSnapshot([{ progress: 30, at: second(9) }], {}, state))).to.deep.equal(['running', 30]);
    });

    test('keeps an end against a running state that may be older', () => {
      const ended = fold([{ status: 'complete' }]);
      expect(foldSnapshot([{ progress: 90, status: 'running' }], {}, ended).job).to.equal('succeeded');
      expect(foldSnapshot([{ progress: 9, status: 'running' }], {}, ended, NOW + 11_000).job).to.equal('running');
    });

    test('without the job means that it is lost, unless it has ended', () => {
      expect(foldSnapshot([], {}, fold([{ progress: 40 }])).job).to.equal('lost');
      expect(foldSnapshot([{ id: 'b', progress: 1 }], { entity: 'a' }, fold([{ id: 'a', progress: 40 }], { entity: 'a' })).job).to.equal(
        'lost',
      );
      expect(foldSnapshot([], {}, fold([{ status: 'complete' }])).job).to.equal('succeeded');
      expect(foldSnapshot([{}], {}, emptyProgress)).to.equal(emptyProgress);
    });
  });

  suite('after what the server rendered', () => {
    const page = { value: 40, max: undefined, status: '', message: '', isBar: false };

    test('goes on, and ignores what was rendered already', () => {
      const pick = { ...any, asOf: NOW + 2_000 };
      const rendered = renderedProgress(page, pick, 0);
      expect(seen(rendered)).to.deep.equal(['running', 40]);
      expect(seen(fold([{ progress: 90, at: second(1) }], pick, rendered))).to.deep.equal(['running', 40]);
      expect(seen(fold([{ progress: 50, at: second(3) }], pick, rendered))).to.deep.equal(['running', 50]);
    });

    test('knows an end, and an unknown word', () => {
      expect(renderedProgress({ ...page, status: 'Completed' }, any, 0).job).to.equal('succeeded');
      expect(renderedProgress({ ...page, status: 'odd' }, any, 0).complaints.join()).to.match(/"odd"/);
      expect(renderedProgress({ ...page, value: '' }, any, 0).job).to.equal(undefined);
    });
  });

  test('of a gauge takes any value, and no older one', () => {
    const pick = { isMeter: true, field: 'cpu' };
    expect(fold([{ cpu: 90 }, { cpu: 10 }], pick).amount?.value).to.equal(10);
    expect(
      fold(
        [
          { cpu: 90, at: second(5) },
          { cpu: 10, at: second(3) },
        ],
        pick,
      ).amount?.value,
    ).to.equal(90);
    expect(fold([{ cpu: 190 }], pick)).to.include({ job: undefined });
    expect(fold([{ cpu: 190 }], pick).amount).to.include({ value: 190, fraction: 1 });
  });
});
