/** A command as AnyCable reads it. */
export interface ClientCommand {
  readonly command?: string;
  readonly identifier?: string;
  readonly data?: unknown;
  readonly history?: {
    readonly since?: number;
    readonly streams?: Readonly<Record<string, { readonly epoch?: string; readonly offset?: number }>>;
  };
  readonly presence?: { readonly id?: string; readonly info?: unknown };
}

/** Reads a frame of a client; `undefined` if AnyCable cannot decode it, after which it reads nothing more of that client. */
export function readCommand(text: string): ClientCommand | undefined {
  let frame: unknown;
  try {
    frame = JSON.parse(text);
  } catch {
    return undefined;
  }
  return isCommand(frame) ? frame : undefined;
}

function isCommand(frame: unknown): frame is ClientCommand {
  if (!isRecord(frame)) return false;
  const { command, identifier, history, presence } = frame;
  return (
    isMissingOr('string', command) && isMissingOr('string', identifier) && isHistory(history) && (presence == null || isRecord(presence))
  );
}

function isHistory(history: unknown): boolean {
  if (history == null) return true;
  if (!isRecord(history)) return false;
  const { since, streams } = history;
  if (since != null && !Number.isSafeInteger(since)) return false;
  return streams == null || (isRecord(streams) && Object.values(streams).every(isPosition));
}

function isPosition(position: unknown): boolean {
  if (!isRecord(position)) return false;
  const { epoch, offset } = position;
  return isMissingOr('string', epoch) && (offset == null || Number.isSafeInteger(offset));
}

function isMissingOr(type: 'string', value: unknown): boolean {
  return value == null || typeof value === type;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Returns JSON as AnyCable writes what it gets by HTTP: keys sorted, and `null` as text. */
export function rewrite(data: unknown): unknown {
  if (typeof data !== 'string') return '';
  try {
    const value: unknown = JSON.parse(data);
    return value === null ? 'null' : sorted(value);
  } catch {
    return data;
  }
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, sorted(value[key])]),
  );
}
