import { expect } from '@open-wc/testing';
import { PacedSummary } from '../../../components/live-chart/summary.js';

suite('PacedSummary', () => {
  function say(summary: PacedSummary, now: number, text: string): void {
    summary.update(now, text === '', () => ({ short: text, full: text }));
  }

  test('changes for the eye twice a second, and tells that it waits', () => {
    const summary = new PacedSummary();
    say(summary, 0, 'one');
    say(summary, 100, 'two');
    expect(summary.short).to.equal('one');
    expect(summary.isOld).to.equal(true);
    say(summary, 500, 'three');
    expect(summary.short).to.equal('three');
    expect(summary.isOld).to.equal(false);
  });

  test('changes for those who listen every ten seconds', () => {
    const summary = new PacedSummary();
    say(summary, 0, 'one');
    say(summary, 9_999, 'two');
    expect(summary.full).to.equal('one');
    say(summary, 10_500, 'three');
    expect(summary.full).to.equal('three');
  });

  test('speaks at once when the first data came', () => {
    const summary = new PacedSummary();
    say(summary, 0, '');
    say(summary, 1, 'one');
    expect([summary.short, summary.full]).to.deep.equal(['one', 'one']);
  });
});
