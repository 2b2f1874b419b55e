import { type Subscription } from 'rxjs';
import { after } from '../environment.js';
import type { Signal } from '../transport/transport.js';
import { integer, shuffle, type Random } from './random.js';

/** The rest of a signal's way to the client. */
export interface Way {
  /** Lets a signal go on. */
  readonly next: (signal: Signal) => void;
  /** Over when the client hung up or the link was lost; a timer that is added to it ends with it. */
  readonly dial: Subscription;
}

/** Something on the way between a fake server and its client: each signal is let go on, once or more often, now or later, or not at all. */
export interface Bend {
  readonly take: (signal: Signal, way: Way) => void;
  /** Told when it is taken away: lets go of what it holds. */
  readonly end?: () => void;
}

/** Lets only what passes a test go on. */
export function only(passes: (signal: Signal) => boolean): Bend {
  return {
    take(signal, { next }) {
      if (passes(signal)) next(signal);
    },
  };
}

/** Makes every n-th body, counted from a place that is drawn, do something else than go on. */
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

/** Lets what is `meant` go on so many ms later, in its order; what waits when it ends goes on at once. */
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

/** Gathers bodies for so many ms from the first on, and lets them go on in an order that is drawn; anything else passes them by. */
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
