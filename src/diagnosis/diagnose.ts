import { isCrossOrigin, pageLocation } from '../address.js';
import { finding, httpAddress, probe, type ProbeCode, type Probed, type ProbeOptions } from './probe.js';
import type { Status } from '../status.js';
import { noChannels, type ChannelCounts, type SubscriptionState } from '../hub/subscription.js';

/** What is wrong with a connection; `none` if nothing is found. `fallback`: it works, but not over the cable that the page asks for. */
export type DiagnosisCode = Finding | 'fallback';

/** What can be wrong with the cable itself. */
type Finding = ProbeCode | StatusFinding;

/** What the status shows without a request. */
type StatusFinding =
  | 'none'
  | 'offline'
  | 'no-welcome'
  | 'no-confirmation'
  | 'no-snapshot'
  | 'rejected'
  | 'deaf'
  | 'stream-buffered'
  | 'insecure-url'
  | 'no-consumer'
  | 'unsupported'
  | 'not-shared'
  | 'ended';

/** Why a connection does not work: `code` for programs, `message` for people, `remedy` what to do about it. */
export interface Diagnosis {
  readonly code: DiagnosisCode;
  /** What is wrong with the cable while a fallback works (`fallback`). */
  readonly cause: DiagnosisCode | undefined;
  readonly message: string;
  readonly remedy: string;
  /** HTTP status of the probe, if there was one. */
  readonly status: number | undefined;
  /** Whether the cable has another origin than the page; `undefined` without a page, or without an address. */
  readonly crossOrigin: boolean | undefined;
}

/**
 * What is diagnosed: a connection, or a channel, which has more detail about itself. A recorder's history shows whether a stream is held
 * back.
 */
export interface Diagnosable {
  readonly status: Pick<Status, 'state' | 'reason' | 'transport'> & {
    readonly channels?: ChannelCounts;
    readonly subscription?: SubscriptionState;
    readonly health?: string;
  };
  /** Address of the cable; `null` if there is none. */
  readonly cableUrl?: string | null;
  history?(): readonly { readonly event: { readonly type: string; readonly reason?: string } }[];
}

/** How the server is probed. */
export interface DiagnoseOptions extends ProbeOptions {
  /** Address of the cable, or `null` to send no request. By default the address that the connection uses; `/cable` for a channel. */
  readonly url?: string | null;
}

/** What the status shows, in words. */
const FINDINGS: Readonly<Record<StatusFinding, readonly [message: string, remedy: string]>> = {
  none: ['No problem was found.', 'Nothing to do. If the link is lost, cablegram reconnects by itself.'],
  offline: ['This device is offline.', 'Connect to a network; cablegram reconnects by itself.'],
  'no-welcome': [
    'The socket opens, but the server sends no welcome.',
    'Check that the path is that of the cable, and that the connect method does not hang.',
  ],
  'no-confirmation': [
    'The connection is open, but a channel is not confirmed.',
    'Check that the channel class exists under this name, that its subscribed method does not raise, and that the pub/sub adapter (Redis) is reachable.',
  ],
  'no-snapshot': [
    'The server is polled, but a channel has no snapshot that answers.',
    'Set the snapshot of the channel to a URL of JSON, and check that it answers.',
  ],
  rejected: [
    'The server rejected a channel.',
    'Check what its subscribed method rejects, and whether the user may see the channel. AnyCable rejects a stream if --public_streams is not set, or if its name was signed with another --streams_secret.',
  ],
  deaf: [
    'The server still sends pings, but no longer delivers messages.',
    'Check that its pub/sub adapter (Redis) is reachable, and restart the server. Until then a fallback such as polling helps.',
  ],
  'stream-buffered': [
    'The event stream is open, but no data arrives.',
    'Turn off buffering for it in the proxy (X-Accel-Buffering: no) and in Rack::ETag.',
  ],
  'insecure-url': ['The page is secure (https:), but the address of the cable is not.', 'Use wss:, or a path on the same server: /cable.'],
  'no-consumer': [
    'The consumer of the page is not available.',
    'Check that the promise passed to adopt() resolves to a consumer of @rails/actioncable, Turbo or @anycable/web.',
  ],
  unsupported: [
    'Server and client have no protocol in common.',
    'Check that the server supports actioncable-v1-json. In Node, pass a WebSocket class: cable(url, { WebSocket }).',
  ],
  'not-shared': [
    'This tab has a socket of its own, although the page wants all tabs to share one.',
    'Name a session, serve the page by https:, and use no sandboxed frame: tabs find each other by Web Locks and BroadcastChannel.',
  ],
  ended: ['The server ended the connection for good.', 'Look for the reason in its log. connection.reconnect() tries again.'],
};

/** What a reason of the status means by itself. */
const REASONS: ReadonlyMap<string, Finding> = new Map([
  ['offline', 'offline'],
  ['deaf', 'deaf'],
  ['no-welcome', 'no-welcome'],
  ['invalid-url', 'invalid-url'],
  ['no-websocket', 'unsupported'],
  ['no-consumer', 'no-consumer'],
  ['unsupported-protocol', 'unsupported'],
  ['invalid_request', 'origin-or-upgrade'],
  ['unauthorized', 'token-refused'],
  ['token_expired', 'token-refused'],
  ['token-failed', 'token-refused'],
  ['stream-silent', 'stream-buffered'],
  ['tabs-without-session', 'not-shared'],
  ['tabs-unsupported', 'not-shared'],
]);

/** The fallbacks for a cable, in words. */
const BELOW: ReadonlyMap<string | undefined, string> = new Map([
  ['polling', 'polling'],
  ['sse', 'an event stream'],
]);

/**
 * Finds out why a connection or a channel does not work, from its status, and if the browser hides the reason, from one GET of the cable's
 * address.
 *
 * A refused upgrade looks the same for every reason. The GET separates a wrong path from a refused origin or a stripped upgrade (Action
 * Cable's plain `Page not found`). For another origin, it only shows whether something answers. Never rejects.
 */
export async function diagnose(subject: Diagnosable, { url = subject.cableUrl, ...options }: DiagnoseOptions = {}): Promise<Diagnosis> {
  return diagnoseAt(subject, url === undefined ? '/cable' : url, options);
}

async function diagnoseAt(subject: Diagnosable, url: string | null, options: ProbeOptions): Promise<Diagnosis> {
  const { status } = subject;
  const known = fromStatus(subject);
  if (known === 'none' && status.state === 'connected' && status.reason !== undefined) {
    if (REASONS.get(status.reason) === 'not-shared') return inContext('not-shared', url);
    const why = inContext(REASONS.get(status.reason) ?? (await probe(url, options)), url);
    const way = BELOW.get(status.transport) ?? 'another way';
    const message = `The page is live by ${way} instead of the cable, which is retried in the background. ${why.message}`;
    return { ...why, code: 'fallback', cause: why.code, message };
  }
  if (known) return inContext(known, url);
  const probed = await probe(url, options);
  // If it was open before or never tried, an existing cable means that nothing is wrong.
  return inContext(probed.code === 'origin-or-upgrade' && status.reason !== 'refused' ? 'none' : probed, url);
}

function fromStatus(subject: Diagnosable): Finding | undefined {
  const { state, reason = '', transport, channels = noChannels, subscription, health } = subject.status;
  switch (state) {
    case 'connected':
      if (health === undefined ? channels.deaf > 0 : health === 'deaf') return 'deaf';
      if (transport === 'sse' && isSilentAgain(subject)) return 'stream-buffered';
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

/** Whether an event stream was lost because it was silent and has delivered nothing since, according to the recorder. */
function isSilentAgain({ history }: Diagnosable): boolean {
  return history?.().findLast(({ event: { type } }) => type === 'lost' || type === 'body')?.event.reason === 'stream-silent';
}

function isInsecure(url: string | null): boolean {
  return httpAddress(url)?.protocol === 'http:' && pageLocation()?.protocol === 'https:';
}

/** Adds what is known of the page to a finding: an insecure address, the origin to allow, and that cookies may not be sent. */
function inContext(found: Finding | Probed, url: string | null): Diagnosis {
  const known = found === 'invalid-url' && isInsecure(url) ? 'insecure-url' : found;
  const { code, message, remedy, status } = typeof known === 'string' ? inWords(known) : known;
  const page = pageLocation();
  const address = httpAddress(url);
  const crossOrigin = address && isCrossOrigin(address);
  const takesCookies = code === 'origin-or-upgrade' || code === 'token-refused';
  const more =
    crossOrigin && takesCookies
      ? ' The cable has another origin and may not receive the cookies of this page: use a token with getToken.'
      : '';
  const named = page ? remedy.replace('the origin of this page', page.origin) : remedy;
  return { code, cause: undefined, message, remedy: named + more, status, crossOrigin };
}

function inWords(code: Finding): Omit<Probed, 'code'> & { readonly code: Finding } {
  if (!(code in FINDINGS)) return finding(code as ProbeCode);
  const [message, remedy] = FINDINGS[code as StatusFinding];
  return { code, message, remedy, status: undefined };
}
