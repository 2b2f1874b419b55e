/** One Server-Sent Event. */
export interface ServerEvent {
  /** The name of the event; `message` if the server gives none. */
  readonly event: string;
  readonly data: string;
  /** The last id from the server, for `Last-Event-ID`. */
  readonly id: string;
}

/** Reads events out of the text of a stream. */
export interface EventReader {
  /** Takes in a piece of text, which may be cut anywhere. */
  push(text: string): void;
}

/** The longest event that is read, in characters. A longer one is skipped. */
const LONGEST_EVENT = 1_000_000;

/**
 * Reads Server-Sent Events as defined by the HTML standard: one field per line, an event at each blank line, comments and unknown fields
 * ignored.
 *
 * `onSkipped` is called for an event that is too long, `onRetry` with the wait in ms that the server asks for before a reconnection.
 * `lastEventId` applies until the server sends another.
 */
export function createEventReader(
  onEvent: (event: ServerEvent) => void,
  onSkipped: () => void,
  lastEventId = '',
  onRetry: (delay: number) => void = () => undefined,
): EventReader {
  let rest = '';
  let wasReturn = false;
  let event = '';
  let data: string[] = [];
  let size = 0;
  let id = lastEventId;

  function dispatch(): void {
    if (size > LONGEST_EVENT) onSkipped();
    else if (data.length > 0) onEvent({ event: event === '' ? 'message' : event, data: data.join('\n'), id });
    event = '';
    data = [];
    size = 0;
  }

  function readLine(line: string): void {
    if (line === '') return dispatch();
    const colon = line.indexOf(':');
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + (line[colon + 1] === ' ' ? 2 : 1));
    if (field === 'event') event = value;
    else if (field === 'id' && !value.includes('\0')) id = value;
    else if (field === 'retry' && /^\d+$/.test(value)) onRetry(Number(value));
    else if (field === 'data') {
      size += value.length + 1;
      if (size <= LONGEST_EVENT) data.push(value);
    }
  }

  return {
    push(text) {
      // The line break before may have been the first half of `\r\n`.
      rest += wasReturn && text.startsWith('\n') ? text.slice(1) : text;
      if (text !== '') wasReturn = text.endsWith('\r');
      const lines = rest.split(/\r\n|\n|\r/);
      rest = lines.pop() ?? '';
      for (const line of lines) readLine(line);
      if (rest.length <= LONGEST_EVENT) return;
      if (!rest.startsWith(':')) size = LONGEST_EVENT + 1;
      // The rest of the line is read as a comment.
      rest = ':';
    },
  };
}
