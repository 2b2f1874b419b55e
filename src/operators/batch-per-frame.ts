import type { OperatorFunction } from 'rxjs';
import { nextAnimationFrame, type NextFrame } from '../environment.js';
import { gather, listOf } from './gather.js';

/**
 * Gathers values and hands them over at most once a frame, in order, none left out.
 *
 * When `limit` values wait they are handed over at once; that happens where a page is hidden and gets no frames, or under more than
 * 30,000 a second.
 */
export function batchPerFrame<T>(nextFrame: NextFrame = nextAnimationFrame, limit = 500): OperatorFunction<T, readonly T[]> {
  return gather(() => listOf<T>(nextFrame), limit);
}
