import { expect } from '@open-wc/testing';
import { nextPace, type Pace, rateOf, startPace, timeLeft } from '../../../components/live-progress/pace.js';

/** The pace of a job that takes these steps, each `[places, after ms]`. */
function paceOf(steps: readonly (readonly [number, number])[]): { readonly pace: Pace; readonly now: number } {
  let now = 0;
  let place = 0;
  let pace = startPace(place, now);
  for (const [places, ms] of steps) pace = nextPace(pace, (place += places), (now += ms));
  return { pace, now };
}

function steady(count: number): readonly (readonly [number, number])[] {
  return Array.from({ length: count }, () => [10, 1000] as const);
}

suite('Pace', () => {
  test('has no rate before five steps', () => {
    const { pace, now } = paceOf(steady(4));
    expect(rateOf(pace, now)).to.equal(undefined);
    expect(timeLeft(pace, 100, now)).to.equal(undefined);
  });

  test('has no rate before three seconds, however many steps', () => {
    const { pace, now } = paceOf(Array.from({ length: 50 }, () => [1, 20] as const));
    expect(rateOf(pace, now)).to.equal(undefined);
  });

  test('tells the rest of a steady job, which shrinks between steps', () => {
    const { pace, now } = paceOf(steady(6));
    expect(rateOf(pace, now)).to.be.closeTo(0.01, 1e-9);
    expect(timeLeft(pace, 100, now)).to.be.closeTo(4000, 1);
    expect(timeLeft(pace, 100, now + 1000)).to.be.closeTo(3000, 1);
  });

  test('is not disturbed by steps that arrive together', () => {
    const bursts = steady(8).flatMap(([, ms]) => [[5, ms] as const, [5, 1] as const]);
    const { pace, now } = paceOf(bursts);
    expect(rateOf(pace, now)).to.be.closeTo(0.01, 0.002);
  });

  test('follows a job that slows down', () => {
    const { pace, now } = paceOf([...steady(20), ...Array.from({ length: 8 }, () => [10, 5000] as const)]);
    expect(rateOf(pace, now)).to.be.within(0.0018, 0.0035);
  });

  test('tells nothing of a job without any regularity', () => {
    const { pace, now } = paceOf([
      [1, 100],
      [900, 1000],
      [1, 9000],
      [1, 8000],
      [1, 9000],
      [900, 300],
    ]);
    expect(rateOf(pace, now)).to.equal(undefined);
  });

  test('tells nothing after ten seconds without a step', () => {
    const { pace, now } = paceOf(steady(6));
    expect(timeLeft(pace, 100, now + 10_001)).to.equal(undefined);
  });

  test('starts anew after a step back', () => {
    const { pace, now } = paceOf(steady(6));
    expect(nextPace(pace, 5, now + 1)).to.deep.equal(startPace(5, now + 1));
  });
});
