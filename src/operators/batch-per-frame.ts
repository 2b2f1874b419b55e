import type { OperatorFunction } from 'rxjs';
import { nextAnimationFrame, type NextFrame } from '../environment.js';
import { gather, listOf } from './gather.js';

/**
 * Gathers values and emits them at most once a frame, in order, without leaving any out.
 *
 * When `limit` values are waiting they are emitted at once. That happens when a page is hidden and gets no frames, or with more than 30,000
 * values a second.
 */
export function batchPerFrame<T>(nextFrame: NextFrame = nextAnimationFrame, limit = 500): OperatorFunction<T, readonly T[]> {
  return gather(() => listOf<T>(nextFrame), limit);
}
