import type { Status } from './status.js';

/** What keeps a connection from being right; `none` where nothing is found. */
export type DiagnosisCode =
  | 'none'
  | 'offline'
  | 'refused'
  | 'wrong-path'
  | 'origin-or-upgrade'
  | 'server-error'
  | 'no-welcome'
  | 'no-confirmation'
  | 'no-snapshot'
  | 'rejected'
  | 'token-refused'
  | 'stream-buffered'
  | 'invalid-url'
  | 'unsupported'
  | 'ended';

/** Why a connection is not right: for programs, for people, and what to do about it. */
export interface Diagnosis {
  readonly code: DiagnosisCode;
  readonly message: string;
  readonly remedy: string;
  /** HTTP status of the probe, where there was one. */
  readonly status: number | undefined;
}

/** How the server is probed. */
export interface DiagnoseOptions {
  /**
   * Address of the cable.
   *
   * @default '/cable'
   */
  readonly url?: string;
  readonly fetch?: typeof fetch;
}

/** Each finding, in words. */
const FINDINGS: Readonly<Record<DiagnosisCode, readonly [message: string, remedy: string]>> = {
  none: ['Nothing is wrong that can be seen from here.', 'Nothing to do; where the link is lost, cablegram dials again by itself.'],
  offline: ['This device is offline.', 'Connect to a network; cablegram dials again by itself.'],
  refused: ['Nothing answers at the address of the cable.', 'See that the server runs, and that the address and port are right.'],
  'wrong-path': [
    'The server answers, but there is no cable at this path.',
    'Mount Action Cable there, or name its path: <meta name="action-cable-url">.',
  ],
  'origin-or-upgrade': [
    'Action Cable is there and refuses this page.',
    'Add the origin of this page to config.action_cable.allowed_request_origins, or let the proxy pass the Upgrade header.',
  ],
  'server-error': ['The server answers with an error.', 'See its log; cablegram dials again by itself.'],
  'no-welcome': ['The socket opens, but the server never says welcome.', 'See that the path is the cable and that connect does not hang.'],
  'no-confirmation': [
    'The connection is open, but a channel is not confirmed.',
    'See that the channel class exists under this name, that subscribed does not raise, and that the pub/sub adapter (Redis) is reachable.',
  ],
  'no-snapshot': [
    'The server is asked again and again, but a channel has no snapshot that answers.',
    'Give the channel a snapshot, a URL of JSON, and see that it answers.',
  ],
  rejected: ['The server rejected a channel.', 'See what its subscribed method rejects, and whether the person may see it.'],
  'token-refused': ['The server refused the credentials.', 'Sign in again, or see that getToken brings a token that is still valid.'],
  'stream-buffered': [
    'The event stream is open, but nothing comes through.',
    'Turn off buffering for it in the proxy (X-Accel-Buffering: no) and in Rack::ETag.',
  ],
  'invalid-url': [
    'The address of the cable cannot be dialled from this page.',
    'Use wss: on a page of https:, and an absolute address in Node.',
  ],
  unsupported: [
    'Server and client have no way to talk in common.',
    'See that the server speaks actioncable-v1-json; in Node hand in a class of sockets: cable(url, { WebSocket }).',
  ],
  ended: ['The server ended the connection for good.', 'See in its log why; connection.reconnect() tries again.'],
};

/** What a reason of the status says by itself. */
const REASONS: ReadonlyMap<string, DiagnosisCode> = new Map([
  ['offline', 'offline'],
  ['no-welcome', 'no-welcome'],
  ['invalid-url', 'invalid-url'],
  ['no-websocket', 'unsupported'],
  ['unsupported-protocol', 'unsupported'],
  ['invalid_request', 'origin-or-upgrade'],
  ['unauthorized', 'token-refused'],
  ['token_expired', 'token-refused'],
  ['token-failed', 'token-refused'],
  ['stream-silent', 'stream-buffered'],
]);

/** What Action Cable answers to what is no upgrade, and to every foreign origin. */
const NO_UPGRADE = 'Page not found';

/**
 * Says why a connection is not right, from its status, and from one GET of the cable's address where a browser hides the reason.
 *
 * A refused upgrade looks the same for every reason; the GET tells a wrong path from a refused origin or a stripped upgrade (the plain
 * `Page not found` of Action Cable). Across origins can only be seen that somebody answers. Never rejects.
 */
export async function diagnose({ status }: { readonly status: Status }, options: DiagnoseOptions = {}): Promise<Diagnosis> {
  const known = fromStatus(status);
  if (known) return finding(known);
  const probed = await probe(options.url ?? '/cable', options.fetch ?? fetch);
  // Where it was open before, or never tried, that there is a cable is nothing wrong.
  return probed.code === 'origin-or-upgrade' && status.reason !== 'refused' ? finding('none', probed.status) : probed;
}

function fromStatus({ state, reason = '', transport, channels }: Status): DiagnosisCode | undefined {
  switch (state) {
    case 'connected':
      if (channels.unconfirmed > 0) return transport === 'polling' ? 'no-snapshot' : 'no-confirmation';
      return channels.rejected > 0 ? 'rejected' : 'none';
    case 'idle':
    case 'disconnected':
      return 'none';
    case 'failed':
      return REASONS.get(reason) ?? 'ended';
    default:
      return REASONS.get(reason);
  }
}

async function probe(url: string, get: typeof fetch): Promise<Diagnosis> {
  const address = url.replace(/^ws/i, 'http');
  if (!URL.canParse(address, (globalThis as { readonly location?: Location }).location?.href)) return finding('invalid-url');
  const request = (mode: RequestMode): Promise<Response> => get(address, { mode, cache: 'no-store', signal: AbortSignal.timeout(5_000) });
  try {
    const response = await request('cors');
    const { status, ok } = response;
    const text = status === 404 ? (await response.text()).trim() : NO_UPGRADE;
    if (status >= 500) return finding('server-error', status);
    if (status === 401 || status === 403) return finding('token-refused', status);
    return finding(ok || text !== NO_UPGRADE ? 'wrong-path' : 'origin-or-upgrade', status);
  } catch {
    // Another origin lets nobody read its answer, but that it answers can be seen.
    return request('no-cors').then(
      () => finding('origin-or-upgrade'),
      () => finding('refused'),
    );
  }
}

function finding(code: DiagnosisCode, status?: number): Diagnosis {
  const [message, remedy] = FINDINGS[code];
  return { code, message, remedy, status };
}
