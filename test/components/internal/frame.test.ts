import { expect } from '@open-wc/testing';
import { type Motion, MotionBudget } from '../../../components/internal/frame.js';

function budgetAt(): { budget: MotionBudget; pass: (ms: number) => void } {
  let now = 0;
  return {
    budget: new MotionBudget({ now: () => now }, () => false),
    pass: (ms) => void (now += ms),
  };
}

function askAll(budget: MotionBudget, elements: readonly object[]): readonly Motion[] {
  return elements.map((element) => budget.ask(element));
}

suite('MotionBudget', () => {
  test('lets twelve elements roll, fifty flash, and the rest just change', () => {
    const { budget } = budgetAt();
    const motions = askAll(
      budget,
      Array.from({ length: 80 }, () => ({})),
    );
    expect(motions.filter((motion) => motion === 'roll')).to.have.lengthOf(12);
    expect(motions.filter((motion) => motion === 'flash')).to.have.lengthOf(50);
    expect(motions.filter((motion) => motion === 'none')).to.have.lengthOf(18);
  });

  test('leaves the rolls to others for elements that only flash', () => {
    const { budget } = budgetAt();
    const motions = Array.from({ length: 20 }, () => budget.ask({}, 'flash'));
    expect(new Set(motions)).to.deep.equal(new Set(['flash']));
    expect(budget.ask({})).to.equal('roll');
  });

  test('lets an element roll at most twice a second, and flash at most thrice', () => {
    const { budget, pass } = budgetAt();
    const element = {};
    expect(budget.ask(element)).to.equal('roll');
    const motions: Motion[] = [];
    for (let tick = 0; tick < 10; tick += 1) {
      pass(100);
      motions.push(budget.ask(element));
    }
    expect(motions).not.to.include('roll');
    expect(motions.filter((motion) => motion === 'flash').length).to.be.within(2, 3);
  });

  test('lets it roll again when it calms down', () => {
    const { budget, pass } = budgetAt();
    const element = {};
    budget.ask(element);
    pass(100);
    budget.ask(element);
    pass(1000);
    expect(budget.ask(element)).to.equal('roll');
  });

  test('forgets elements that left or fell silent', () => {
    const { budget, pass } = budgetAt();
    const first = Array.from({ length: 12 }, () => ({}));
    askAll(budget, first);
    expect(budget.ask({})).to.equal('flash');
    for (const element of first.slice(0, 1)) budget.leave(element);
    expect(budget.ask({})).to.equal('roll');
    pass(6000);
    expect(budget.ask({})).to.equal('roll');
  });

  test('moves nothing where the person asked for less motion', () => {
    const budget = new MotionBudget({ now: () => 0 }, () => true);
    expect(budget.ask({})).to.equal('none');
  });
});
