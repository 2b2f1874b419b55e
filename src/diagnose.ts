import type { Status } from './status.js';
import type { SubscriptionState } from './subscription.js';

/** What keeps a connection from being right; `none` where nothing is found. `fallback`: live, but not by the cable that the page asks for. */
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
  | 'deaf'
  | 'fallback'
  | 'stream-buffered'
  | 'insecure-url'
  | 'invalid-url'
  | 'unsupported'
  | 'unreachable'
  | 'ended';

/** Why a connection is not right: for programs, for people, and what to do about it. */
export interface Diagnosis {
  readonly code: DiagnosisCode;
  /** What keeps the page from its cable, where it is live by another way (`fallback`). */
  readonly cause: DiagnosisCode | undefined;
  readonly message: string;
  readonly remedy: string;
  /** HTTP status of the probe, where there was one. */
  readonly status: number | undefined;
  /** Whether the cable is of another origin than the page; `undefined` where there is no page, or no address. */
  readonly crossOrigin: boolean | undefined;
}

/** What is diagnosed: a connection, or a channel, which knows more of itself. What its recorder kept says why the cable was left. */
export interface Diagnosable {
  readonly status: Status & { readonly subscription?: SubscriptionState; readonly health?: string };
  history?(): readonly { readonly event: { readonly type: string; readonly reason?: string } }[];
}

/** How the server is probed. */
export interface DiagnoseOptions {
  /**
   * Address of the cable; `null` where there is none, or where it is not known: then nobody is asked.
   *
   * @default '/cable'
   */
  readonly url?: string | null;
  readonly fetch?: typeof fetch;
}

/** What can be found at the cable itself. */
type Finding = Exclude<DiagnosisCode, 'fallback'>;

/** What stands in a remedy for the origin of the page, until there is a page. */
const PAGE = 'the origin of this page';

/** Each finding, in words. */
const FINDINGS: Readonly<Record<Finding, readonly [message: string, remedy: string]>> = {
  none: ['Nothing is wrong that can be seen from here.', 'Nothing to do; where the link is lost, cablegram dials again by itself.'],
  offline: ['This device is offline.', 'Connect to a network; cablegram dials again by itself.'],
  refused: ['Nothing answers at the address of the cable.', 'See that the server runs, and that the address and port are right.'],
  'wrong-path': [
    'The server answers, but there is no cable at this path.',
    'Mount Action Cable there, or name its path: <meta name="action-cable-url">.',
  ],
  'origin-or-upgrade': [
    'Action Cable is there and refuses this page.',
    `Add ${PAGE} to config.action_cable.allowed_request_origins, or let the proxy pass the Upgrade header.`,
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
  deaf: [
    'The server beats, but no longer says what happens.',
    'See that its pub/sub adapter (Redis) is reachable, and restart the server; until then a rung below the cable helps.',
  ],
  'stream-buffered': [
    'The event stream is open, but nothing comes through.',
    'Turn off buffering for it in the proxy (X-Accel-Buffering: no) and in Rack::ETag.',
  ],
  'insecure-url': [
    'The page is of https:, and the address of its cable is not: browsers refuse that.',
    'Use wss:, or a path of the same server: /cable.',
  ],
  'invalid-url': ['The address of the cable cannot be dialled from here.', 'See that it is an address; in Node it is absolute.'],
  unsupported: [
    'Server and client have no way to talk in common.',
    'See that the server speaks actioncable-v1-json; in Node hand in a class of sockets: cable(url, { WebSocket }).',
  ],
  unreachable: ['The server cannot be reached.', 'Hand in the address of the cable, and diagnose says more.'],
  ended: ['The server ended the connection for good.', 'See in its log why; connection.reconnect() tries again.'],
};

/** What a reason of the status says by itself. */
const REASONS: ReadonlyMap<string, Finding> = new Map([
  ['offline', 'offline'],
  ['deaf', 'deaf'],
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

/** The ways to be live that stand below a cable, in words. */
const BELOW: ReadonlyMap<string | undefined, string> = new Map([
  ['polling', 'polling'],
  ['sse', 'an event stream'],
]);

/**
 * Says why a connection or a channel is not right, from its status, and from one GET of the cable's address where a browser hides the reason.
 *
 * A refused upgrade looks the same for every reason; the GET tells a wrong path from a refused origin or a stripped upgrade (the plain
 * `Page not found` of Action Cable). Across origins can only be seen that somebody answers. That a cable is deaf is known to its channels;
 * that it was left for being deaf, to a recorder. Never rejects.
 */
export async function diagnose(subject: Diagnosable, options: DiagnoseOptions = {}): Promise<Diagnosis> {
  const { url = '/cable', fetch: get = fetch } = options;
  const { status } = subject;
  const address = url === null ? undefined : addressOf(url);
  const way = status.state === 'connected' ? BELOW.get(status.transport) : undefined;
  const known = fromStatus(subject);
  if (known !== 'none' || !way || url === null) {
    const code = known ?? (url === null ? 'unreachable' : undefined);
    if (code) return finding(code === 'invalid-url' && isInsecure(address) ? 'insecure-url' : code, address);
    const probed = await probe(address, get);
    // Where it was open before, or never tried, that there is a cable is nothing wrong.
    return probed.code === 'origin-or-upgrade' && status.reason !== 'refused' ? finding('none', address, probed.status) : probed;
  }
  const why = lastLoss(subject) === 'deaf' ? finding('deaf', address) : await probe(address, get);
  const message = `The page is live by ${way} in place of the cable, which is tried again meanwhile. ${why.message}`;
  return { ...why, code: 'fallback', cause: why.code, message };
}

function fromStatus(subject: Diagnosable): Finding | undefined {
  const { state, reason = '', transport, channels, subscription, health } = subject.status;
  switch (state) {
    case 'connected':
      if (health === 'deaf' || (transport === 'cable' && channels.confirmed === 0 && lastLoss(subject) === 'deaf')) return 'deaf';
      if (transport === 'sse' && lastLoss(subject, 'body') === 'stream-silent') return 'stream-buffered';
      if (subscription ? subscription === 'unconfirmed' : channels.unconfirmed > 0) {
        return transport === 'polling' ? 'no-snapshot' : 'no-confirmation';
      }
      return (subscription ? subscription === 'rejected' : channels.rejected > 0) ? 'rejected' : 'none';
    case 'idle':
    case 'disconnected':
      return 'none';
    case 'failed':
      return REASONS.get(reason) ?? 'ended';
    default:
      return REASONS.get(reason);
  }
}

/** Why the link was last lost, if the recorder knows, and nothing of the type `unless` came since. */
function lastLoss({ history }: Diagnosable, unless?: string): string | undefined {
  return history?.().findLast(({ event: { type } }) => type === 'lost' || type === unless)?.event.reason;
}

async function probe(address: URL | undefined, get: typeof fetch): Promise<Diagnosis> {
  if (!address) return finding('invalid-url', address);
  const request = (mode: RequestMode): Promise<Response> =>
    get(address.href, { mode, cache: 'no-store', signal: AbortSignal.timeout(5_000) });
  try {
    const response = await request('cors');
    const { status, ok } = response;
    const text = status === 404 ? (await response.text()).trim() : NO_UPGRADE;
    if (status >= 500) return finding('server-error', address, status);
    if (status === 401 || status === 403) return finding('token-refused', address, status);
    return finding(ok || text !== NO_UPGRADE ? 'wrong-path' : 'origin-or-upgrade', address, status);
  } catch {
    // Another origin lets nobody read its answer, but that it answers can be seen.
    return request('no-cors').then(
      () => finding('origin-or-upgrade', address),
      () => finding('refused', address),
    );
  }
}

/** Where the cable is asked by plain HTTP; `undefined` where it is no address. */
function addressOf(url: string): URL | undefined {
  const { document, location } = globalThis as Page;
  const base = document?.baseURI ?? location?.href;
  const address = url.replace(/^ws/i, 'http');
  return URL.canParse(address, base) ? new URL(address, base) : undefined;
}

function isInsecure(address: URL | undefined): boolean {
  return address?.protocol === 'http:' && (globalThis as Page).location?.protocol === 'https:';
}

/** The globals of a page, which a process has not. */
interface Page {
  readonly document?: Document;
  readonly location?: Location;
}

function finding(code: Finding, address: URL | undefined, status?: number): Diagnosis {
  const { location } = globalThis as Page;
  const [message, told] = FINDINGS[code];
  const crossOrigin = location && address && address.origin !== location.origin;
  const remedy = location ? told.replace(PAGE, location.origin) : told;
  const takesCookies = code === 'origin-or-upgrade' || code === 'token-refused';
  const more =
    crossOrigin && takesCookies ? ' Of another origin, the cable may see no cookie of this page: bring a token by getToken.' : '';
  return { code, cause: undefined, message, remedy: remedy + more, status, crossOrigin };
}
