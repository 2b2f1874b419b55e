import { CablegramError } from '../errors.js';
import type { LinkEvent } from '../link/link-event.js';

/** Something that happened, and when, in epoch ms. */
export interface Recorded {
  readonly at: number;
  readonly event: LinkEvent;
}

/** How much is kept, and of what. */
export interface RecorderOptions {
  /**
   * How many events are kept; the oldest is forgotten.
   *
   * @default 500
   */
  readonly limit?: number;
  /**
   * What is kept of a body; by default nothing but that it came, since bodies may be private. `(body) => body` keeps all, for a replay.
   *
   * @default () => undefined
   */
  readonly redact?: (body: unknown) => unknown;
}

/** A flight recorder: a bounded ring of what happened to a connection. Tokens never reach it: they are no events. */
export interface Recorder {
  note(event: LinkEvent): void;
  /** What happened, oldest first. */
  history(): readonly Recorded[];
  /** The same as lines of JSON (NDJSON), which `replay` plays. */
  export(): string;
}

/**
 * Makes a flight recorder, to be handed to `createConnection({ recorder })`.
 *
 * Heartbeats are left out, since they would push out everything else. Costs one array write for each event.
 *
 * @throws CablegramError `option-invalid`.
 */
export function createRecorder({ limit = 500, redact = () => undefined }: RecorderOptions = {}): Recorder {
  if (!(limit >= 1 && Number.isSafeInteger(limit))) {
    throw new CablegramError('option-invalid', `limit needs to be a whole number from 1 on, but got ${limit}.`);
  }
  const ring: Recorded[] = [];
  let next = 0;

  function bodyOf(body: unknown): unknown {
    try {
      return redact(body);
    } catch {
      // What cannot be redacted is not kept; what is under way must not end for it.
      return undefined;
    }
  }

  function history(): readonly Recorded[] {
    return [...ring.slice(next), ...ring.slice(0, next)];
  }

  return {
    note(event) {
      if (event.type === 'heartbeat') return;
      const kept = event.type === 'body' || event.type === 'snapshot' ? { ...event, body: bodyOf(event.body) } : event;
      ring[next] = { at: Date.now(), event: kept };
      next = (next + 1) % limit;
    },
    history,
    export: () =>
      history()
        .map((recorded) => JSON.stringify(recorded))
        .join('\n'),
  };
}
