import { CablegramError } from '../errors.js';
import type { LinkEvent } from '../link/link-event.js';

/** An event and when it happened, in epoch ms. */
export interface Recorded {
  readonly at: number;
  readonly event: LinkEvent;
}

/** How much is kept, and of what. */
export interface RecorderOptions {
  /**
   * How many events are kept. Beyond that the oldest is forgotten.
   *
   * @default 500
   */
  readonly limit?: number;
  /**
   * Returns what is kept of a body. By default only that it arrived, since bodies may be private. `(body) => body` keeps all of it, for a
   * replay.
   *
   * @default () => undefined
   */
  readonly redact?: (body: unknown) => unknown;
}

/** A flight recorder: the most recent events of a connection. Tokens never reach it, since they are not part of events. */
export interface Recorder {
  note(event: LinkEvent): void;
  /** The recorded events, oldest first. */
  history(): readonly Recorded[];
  /** The same as lines of JSON (NDJSON), which `replay` plays. */
  export(): string;
}

/**
 * Creates a flight recorder for `createConnection({ recorder })`.
 *
 * Heartbeats are left out, since they would displace everything else. Costs one array write per event.
 *
 * @throws CablegramError `option-invalid`.
 */
export function createRecorder({ limit = 500, redact = () => undefined }: RecorderOptions = {}): Recorder {
  if (!(limit >= 1 && Number.isSafeInteger(limit))) {
    throw new CablegramError('option-invalid', `limit needs to be a whole number of at least 1, but got ${limit}.`);
  }
  const ring: Recorded[] = [];
  let next = 0;

  function bodyOf(body: unknown): unknown {
    try {
      return redact(body);
    } catch {
      // A body that cannot be redacted is not kept. The exception must not end the connection.
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
