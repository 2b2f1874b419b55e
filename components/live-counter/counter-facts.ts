import { isNumeric, type Scalar } from '../../src/index.js';
import type { LocalizeController } from '../internal/localize.js';
import type { CounterFormat } from './counter-format.js';
import { type CounterLevel, goalShare, type Limited } from './counter-limits.js';
import type { Fact } from './counter-view.js';

/** What a counter says of its value besides the value. */
export interface FactsInput {
  readonly value: Scalar | undefined;
  readonly shown: Limited;
  readonly level: CounterLevel | undefined;
  readonly goal: number | string | undefined;
}

/** Returns what is true of a value in words: how it is beyond its bounds, how bad it is, and how far it is on its way to the goal. */
export function factsOf({ value, shown, level, goal }: FactsInput, format: CounterFormat, words: LocalizeController): readonly Fact[] {
  const facts: Fact[] = [];
  if (shown.beyond) {
    const { side, limit } = shown.beyond;
    const term = side === 'above' ? 'counterAbove' : 'counterBelow';
    facts.push({ part: 'limit', glyph: side === 'above' ? 'up' : 'down', tone: 'quiet', text: words.term(term, format.text(limit)) });
  }
  if (level) {
    const { tone, side } = level;
    const isBad = tone === 'bad';
    facts.push({ part: 'level', glyph: isBad ? 'danger' : 'warning', tone, text: words.term('counterLevel', side, isBad) });
  }
  const percent = goalShare(value, goal);
  if (percent !== undefined && goal !== undefined && isNumeric(value)) {
    const isReached = percent >= 100n;
    const text = isReached
      ? words.term('counterReached', format.text(goal))
      : words.term('counterGoal', format.percent(Number(percent)), format.text(goal));
    facts.push({ part: 'goal', glyph: isReached ? 'done' : 'partial', tone: isReached ? 'ok' : 'quiet', text });
  }
  return facts;
}
