import { expect } from '@open-wc/testing';
import { DeltaWindow } from '../../../components/live-counter/delta-window.js';

suite('DeltaWindow', () => {
  test('measures from the first value until the window is full', () => {
    const window = new DeltaWindow();
    window.take(1, 1000, 100);
    window.take(2, 1050, 100);
    expect(window.base(1060, 100)).to.deep.equal({ value: 1, at: 1000 });
  });

  test('measures from the value that was shown when the window began', () => {
    const window = new DeltaWindow();
    window.take(1, 1000, 100);
    window.take(2, 1050, 100);
    window.take(3, 1090, 100);
    window.take(3, 1160, 100);
    expect(window.base(1160, 100)).to.deep.equal({ value: 2, at: 1060 });
  });

  test('keeps at most about a hundred values', () => {
    const window = new DeltaWindow();
    for (let at = 0; at < 100_000; at += 1) window.take(at, at, 10_000);
    const { value, at } = window.base(99_999, 10_000) ?? {};
    expect(at).to.equal(89_999);
    expect(Number(value)).to.be.within(89_900, 90_100);
    expect(window.size).to.be.below(110);
  });

  test('knows nothing without a value', () => {
    expect(new DeltaWindow().base(0, 100)).to.equal(undefined);
  });
});
