import { expect } from '@open-wc/testing';
import { levelOf } from '../../../components/live-progress/gauge.js';
import { readEventName, readStatus } from '../../../components/live-progress/job.js';
import { MilestoneWatch } from '../../../components/live-progress/milestones.js';
import { amountOf } from '../../../components/live-progress/amount.js';
import { emptyProgress } from '../../../components/live-progress/progress-state.js';
import { readSteps, stepAt } from '../../../components/live-progress/steps.js';

suite('readStatus', () => {
  test('knows the words of servers, however they are written', () => {
    for (const word of ['in_progress', 'In progress', 'in-progress', 'inProgress', ' IN PROGRESS '])
      expect(readStatus(word), word).to.deep.equal({ state: 'running', isBeginning: false });
    expect(readStatus('enqueued')).to.deep.equal({ state: 'queued', isBeginning: true });
  });

  test('takes no words that only contain one', () => {
    for (const word of ['', 'not complete', 'Binding completed pages', 'constructor', '__proto__'])
      expect(readStatus(word), word).to.equal(undefined);
  });
});

suite('readEventName', () => {
  test('reads the end of the name', () => {
    expect(readEventName('print_export_completed')?.state).to.equal('succeeded');
    expect(readEventName('PrintExport.timedOut')?.state).to.equal('failed');
    expect(readEventName('export/started')).to.deep.equal({ state: 'running', isBeginning: true });
    expect(readEventName('completed_orders')).to.equal(undefined);
  });
});

suite('readSteps', () => {
  test('takes names, and names with labels', () => {
    expect(readSteps(['a', { name: 'b', label: 'B' }])).to.deep.equal([
      { name: 'a', label: 'a' },
      { name: 'b', label: 'B' },
    ]);
    expect(readSteps(undefined)).to.deep.equal([]);
    for (const wrong of [{}, 'a', [1], [null], [{ label: 'x' }], Array.from({ length: 25 }, String)])
      expect(readSteps(wrong)).to.equal(undefined);
  });

  test('are found by name, label or number', () => {
    const steps = readSteps(['a', { name: 'b', label: 'B' }, '1']) ?? [];
    expect(['a', 'b', 'B', 2, '2', '1', 0, 9, 'z', undefined, 1.5].map((said) => stepAt(steps, said))).to.deep.equal([
      0,
      1,
      1,
      1,
      1,
      2,
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });
});

suite('levelOf', () => {
  const bounds = { low: undefined, high: undefined, optimum: undefined, min: 0, max: 100 };

  test('judges as <meter> does', () => {
    const tones = (values: readonly number[], more: object): readonly string[] =>
      values.map((value) => levelOf(value, { ...bounds, ...more }).tone);
    expect(tones([10, 50, 90], {})).to.deep.equal(['ok', 'ok', 'ok']);
    expect(tones([10, 85, 90], { high: 85 })).to.deep.equal(['ok', 'ok', 'warn']);
    expect(tones([10, 50], { low: 20 })).to.deep.equal(['warn', 'ok']);
    expect(tones([10, 90, 99], { low: 85, high: 95 })).to.deep.equal(['ok', 'warn', 'bad']);
    expect(tones([10, 50, 90], { low: 20, high: 80 })).to.deep.equal(['warn', 'ok', 'warn']);
    expect(tones([10, 50, 90], { low: 20, high: 80, optimum: 100 })).to.deep.equal(['bad', 'warn', 'ok']);
  });

  test('says on which side the value is', () => {
    expect(levelOf(90, { ...bounds, low: 85, high: 95 }).side).to.equal('high');
    expect(levelOf(50, { ...bounds, low: 20, high: 80, optimum: 100 }).side).to.equal('low');
    expect(levelOf(10, { ...bounds, low: 20 }).side).to.equal('low');
  });
});

suite('MilestoneWatch', () => {
  const at = (percent: number, job: 'running' | 'succeeded' = 'running', run = 1) => ({
    ...emptyProgress,
    run,
    job,
    amount: amountOf(percent, { min: 0, max: 100 }, false),
  });

  test('finds each quarter and each end once', () => {
    const watch = new MilestoneWatch();
    const found = [at(10), at(30), at(20), at(30), at(80), at(100), at(100, 'succeeded'), at(100, 'succeeded')].map((state) =>
      watch.take(state),
    );
    expect(found.map(({ quarter }) => quarter).filter(Boolean)).to.deep.equal([25, 75]);
    expect(found.map(({ outcome }) => outcome).filter(Boolean)).to.deep.equal(['succeeded']);
    expect(watch.take(at(0, 'running', 2))).to.deep.equal({ outcome: undefined, quarter: undefined });
    expect(watch.take(at(100, 'succeeded', 2)).outcome).to.equal('succeeded');
  });

  test('finds no news in what the page brings', () => {
    const watch = new MilestoneWatch();
    watch.begin(at(100, 'succeeded'));
    expect(watch.take(at(100, 'succeeded')).outcome).to.equal(undefined);
  });
});
