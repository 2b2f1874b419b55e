import { Observable } from 'rxjs';
import { after } from '../environment.js';
import { CablegramError } from '../errors.js';
import { parseJson } from '../message/number.js';
import type { Recorded } from '../diagnosis/recorder.js';
import type { Signal, Transport } from './transport.js';

/** How a recording is played. */
export interface ReplayOptions {
  /**
   * How much faster than recorded; 0 plays everything at once.
   *
   * @default 1
   */
  readonly speed?: number;
  /**
   * Starts again at the end.
   *
   * @default false
   */
  readonly loop?: boolean;
}

/** The longest wait between two events of a recording, in ms, so that a quiet night in a recording does not take a night to replay. */
const LONGEST_PAUSE = 10_000;

/**
 * Plays a recording as if it were a server: the events of a `createRecorder` that kept its bodies, as objects or as lines of JSON.
 *
 * A channel is confirmed when it is requested, and receives the recorded bodies of its identifier. Recorded losses are played as losses. A
 * line that cannot be read is counted and skipped. After the last event the link stays open and silent.
 */
export function replay(recording: string | readonly Recorded[], { speed = 1, loop = false }: ReplayOptions = {}): Transport {
  if (!(speed >= 0)) throw new CablegramError('option-invalid', `speed needs to be 0 or more, but got ${speed}.`);
  const { events, unread } = typeof recording === 'string' ? parse(recording) : { events: recording, unread: 0 };
  let place = 0;
  return (command$) =>
    new Observable((subscriber) => {
      let waiting = after(0, () => undefined);

      function play(): void {
        for (;;) {
          if (place >= events.length) {
            if (!loop || events.length === 0) return;
            place = 0;
          }
          const { at, event } = events[place] as Recorded;
          place += 1;
          if (event.type === 'lost') return subscriber.error(new CablegramError('link-lost', event.message));
          if (isSaid(event)) subscriber.next(event);
          const pause = Math.min(LONGEST_PAUSE, Math.max(0, (events[place]?.at ?? at) - at)) / (speed || Infinity);
          // A loop waits at least one task, since it would otherwise never return.
          if (pause > 0 || place >= events.length) {
            waiting = after(Math.max(pause, 1), play);
            return;
          }
        }
      }

      subscriber.add(
        command$.subscribe(({ type, identifier }) => {
          if (type === 'subscribe') subscriber.next({ type: 'confirmed', identifier });
        }),
      );
      subscriber.add(() => waiting.unsubscribe());
      subscriber.next({ type: 'open', kind: 'replay' });
      for (let count = 0; count < unread && place === 0; count += 1) subscriber.next({ type: 'discarded', why: 'not-json' });
      waiting = after(0, play);
    });
}

/** Whether an event is played: bodies and snapshots that were kept. The rest (attempts, waits, confirmations) happens by itself. */
function isSaid(event: Recorded['event']): event is Signal {
  return (event.type === 'body' || event.type === 'snapshot') && event.body !== undefined;
}

function parse(lines: string): { readonly events: readonly Recorded[]; readonly unread: number } {
  const events: Recorded[] = [];
  let unread = 0;
  for (const line of lines.split('\n')) {
    if (line.trim() === '') continue;
    try {
      const recorded: unknown = parseJson(line);
      if (isRecorded(recorded)) events.push(recorded);
      else unread += 1;
    } catch {
      unread += 1;
    }
  }
  return { events, unread };
}

function isRecorded(value: unknown): value is Recorded {
  if (typeof value !== 'object' || value === null) return false;
  const { at, event } = value as Partial<Recorded>;
  return typeof at === 'number' && typeof event === 'object' && event !== null && typeof event.type === 'string';
}
