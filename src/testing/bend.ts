import { type Subscription } from 'rxjs';
import { after } from '../environment.js';
import type { Signal } from '../transport/transport.js';
import { integer, shuffle, type Random } from './random.js';

/** The rest of a signal's path to the client. */
export interface Way {
  /** Passes a signal on. */
  readonly next: (signal: Signal) => void;
  /** Closed when the client hangs up or the link is lost. Timers added to it end with it. */
  readonly dial: Subscription;
}

/** A step between a fake server and its client. It may pass each signal on, once or several times, now or later, or drop it. */
export interface Bend {
  readonly take: (signal: Signal, way: Way) => void;
  /** Called when the step is removed; releases what it holds. */
  readonly end?: () => void;
}

/** Passes on only the signals that pass a test. */
export function only(passes: (signal: Signal) => boolean): Bend {
  return {
    take(signal, { next }) {
      if (passes(signal)) next(signal);
    },
  };
}

/** Treats every n-th body differently, counted from a random place. */
export function everyNth(every: number, random: Random, then: (signal: Signal, way: Way) => void): Bend {
  let count = integer(random, 0, every - 1);
  return {
    take(signal, way) {
      if (signal.type !== 'body') return way.next(signal);
      count += 1;
      if (count % every === 0) then(signal, way);
      else way.next(signal);
    },
  };
}

/** Passes on the signals that are `meant` `by` ms later, in order. When it ends, waiting signals are passed on at once. */
export function delayed(by: number, meant: (signal: Signal) => boolean): Bend {
  const waiting = new Set<() => void>();
  return {
    take(signal, { next, dial }) {
      if (!meant(signal)) return next(signal);
      const timer = after(by, go);
      function go(): void {
        timer.unsubscribe();
        next(signal);
      }
      waiting.add(go);
      timer.add(() => waiting.delete(go));
      dial.add(timer);
    },
    end() {
      for (const go of [...waiting]) go();
    },
  };
}

/** Collects bodies for `within` ms from the first one, and passes them on in random order. Other signals are not delayed. */
export function reordered(within: number, random: Random): Bend {
  const windows = new Map<Subscription, { readonly bodies: Signal[]; readonly close: () => void }>();
  function open({ next, dial }: Way) {
    const bodies: Signal[] = [];
    const timer = after(within, close);
    function close(): void {
      timer.unsubscribe();
      for (const body of shuffle(random, bodies)) next(body);
    }
    const opened = { bodies, close };
    windows.set(dial, opened);
    timer.add(() => windows.delete(dial));
    dial.add(timer);
    return opened;
  }
  return {
    take(signal, way) {
      if (signal.type === 'body') (windows.get(way.dial) ?? open(way)).bodies.push(signal);
      else way.next(signal);
    },
    end() {
      for (const { close } of [...windows.values()]) close();
    },
  };
}
