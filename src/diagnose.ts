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
  | 'rejected'
  | 'token-refused'
  | 'stream-buffered'
  | 'invalid-url';

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
  none: ['The connection is open.', 'Nothing to do.'],
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
};

/**
 * Says why a connection is not right, from its status, and from one GET of the cable's address where a browser hides the reason.
 *
 * A refused upgrade looks the same for every reason; the GET tells a wrong path (any 404) from a refused origin or a stripped upgrade (the
 * plain `Page not found` of Action Cable). Across origins only the first kind can be seen. Never rejects.
 */
export async function diagnose({ status }: { readonly status: Status }, options: DiagnoseOptions = {}): Promise<Diagnosis> {
  const known = fromStatus(status);
  if (known) return finding(known);
  return probe(options.url ?? '/cable', options.fetch ?? fetch);
}

function fromStatus({ state, reason, transport, channels }: Status): DiagnosisCode | undefined {
  if (state === 'connected') {
    if (channels.unconfirmed > 0) return 'no-confirmation';
    return channels.rejected > 0 ? 'rejected' : 'none';
  }
  switch (reason) {
    case 'offline':
    case 'no-welcome':
    case 'invalid-url':
      return reason;
    case 'unauthorized':
    case 'token_expired':
      return 'token-refused';
    case 'silent':
      return transport === 'sse' ? 'stream-buffered' : undefined;
    default:
      return undefined;
  }
}

async function probe(url: string, get: typeof fetch): Promise<Diagnosis> {
  try {
    const response = await get(url.replace(/^ws/i, 'http'), { cache: 'no-store', signal: AbortSignal.timeout(5_000) });
    const { status } = response;
    const text = status === 404 ? await response.text() : '';
    if (status >= 500) return finding('server-error', status);
    if (status === 401 || status === 403) return finding('token-refused', status);
    // Action Cable answers what is no upgrade, and every foreign origin, with these words.
    if (status === 404 && text.trim() !== 'Page not found') return finding('wrong-path', status);
    return finding('origin-or-upgrade', status);
  } catch {
    return finding('refused');
  }
}

function finding(code: DiagnosisCode, status?: number): Diagnosis {
  const [message, remedy] = FINDINGS[code];
  return { code, message, remedy, status };
}
