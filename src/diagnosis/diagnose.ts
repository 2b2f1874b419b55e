import { isCrossOrigin, pageLocation } from '../address.js';
import { finding, httpAddress, probe, type ProbeCode, type Probed, type ProbeOptions } from './probe.js';
import type { Status } from '../status.js';
import { noChannels, type ChannelCounts, type SubscriptionState } from '../hub/subscription.js';

/** What keeps a connection from being right; `none` where nothing is found. `fallback`: live, but not by the cable that the page asks for. */
export type DiagnosisCode = Finding | 'fallback';

/** What can be found at the cable itself. */
type Finding = ProbeCode | StatusFinding;

/** What the status tells without asking anybody. */
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

/** What is diagnosed: a connection, or a channel, which knows more of itself. What a recorder kept says whether a stream is held back. */
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
  /**
   * Address of the cable, or `null` to ask nobody. Without it, the address that the connection dials; `/cable` for a channel.
   */
  readonly url?: string | null;
}

/** What the status tells, in words. */
const FINDINGS: Readonly<Record<StatusFinding, readonly [message: string, remedy: string]>> = {
  none: ['Nothing is wrong that can be seen from here.', 'Nothing to do; where the link is lost, cablegram dials again by itself.'],
  offline: ['This device is offline.', 'Connect to a network; cablegram dials again by itself.'],
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
  deaf: [
    'The server beats, but no longer says what happens.',
    'See that its pub/sub adapter (Redis) is reachable, and restart the server; until then a rung below the cable helps.',
  ],
  'stream-buffered': [
    'The event stream is open, but nothing comes through.',
    'Turn off buffering for it in the proxy (X-Accel-Buffering: no) and in Rack::ETag.',
  ],
  'insecure-url': ['The address of the cable is not secure, and that of the page is.', 'Use wss:, or a path of the same server: /cable.'],
  'no-consumer': [
    'The consumer that the page hands over did not come.',
    'See that the promise given to adopt() brings one of @rails/actioncable, of Turbo or of @anycable/web.',
  ],
  unsupported: [
    'Server and client have no way to talk in common.',
    'See that the server speaks actioncable-v1-json; in Node hand in a class of sockets: cable(url, { WebSocket }).',
  ],
  ended: ['The server ended the connection for good.', 'See in its log why; connection.reconnect() tries again.'],
};

/** What a reason of the status says by itself. */
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
]);

/** The ways to be live that stand below a cable, in words. */
const BELOW: ReadonlyMap<string | undefined, string> = new Map([
  ['polling', 'polling'],
  ['sse', 'an event stream'],
]);

/**
 * Says why a connection or a channel is not right, from its status, and from one GET of the cable's address where a browser hides the reason.
 *
 * A refused upgrade looks the same for every reason; the GET tells a wrong path from a refused origin or a stripped upgrade (the plain
 * `Page not found` of Action Cable). Across origins can only be seen that somebody answers. Never rejects.
 */
export async function diagnose(subject: Diagnosable, { url = subject.cableUrl, ...options }: DiagnoseOptions = {}): Promise<Diagnosis> {
  return diagnoseAt(subject, url === undefined ? '/cable' : url, options);
}

async function diagnoseAt(subject: Diagnosable, url: string | null, options: ProbeOptions): Promise<Diagnosis> {
  const { status } = subject;
  const known = fromStatus(subject);
  if (known === 'none' && status.state === 'connected' && status.reason !== undefined) {
    const why = told(REASONS.get(status.reason) ?? (await probe(url, options)), url);
    const way = BELOW.get(status.transport) ?? 'another way';
    const message = `The page is live by ${way} in place of the cable, which is tried again meanwhile. ${why.message}`;
    return { ...why, code: 'fallback', cause: why.code, message };
  }
  if (known) return told(known, url);
  const probed = await probe(url, options);
  // Where it was open before, or never tried, that there is a cable is nothing wrong.
  return told(probed.code === 'origin-or-upgrade' && status.reason !== 'refused' ? 'none' : probed, url);
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

/** Whether, by the recorder's word, an event stream died of silence and has said nothing since. */
function isSilentAgain({ history }: Diagnosable): boolean {
  return history?.().findLast(({ event: { type } }) => type === 'lost' || type === 'body')?.event.reason === 'stream-silent';
}

function isInsecure(url: string | null): boolean {
  return httpAddress(url)?.protocol === 'http:' && pageLocation()?.protocol === 'https:';
}

/** Says a finding with what is known of the page: that its address is not secure, which origin to allow, that cookies may not come along. */
function told(found: Finding | Probed, url: string | null): Diagnosis {
  const known = found === 'invalid-url' && isInsecure(url) ? 'insecure-url' : found;
  const { code, message, remedy, status } = typeof known === 'string' ? inWords(known) : known;
  const page = pageLocation();
  const address = httpAddress(url);
  const crossOrigin = address && isCrossOrigin(address);
  const takesCookies = code === 'origin-or-upgrade' || code === 'token-refused';
  const more =
    crossOrigin && takesCookies ? ' Of another origin, the cable may see no cookie of this page: bring a token by getToken.' : '';
  const named = page ? remedy.replace('the origin of this page', page.origin) : remedy;
  return { code, cause: undefined, message, remedy: named + more, status, crossOrigin };
}

function inWords(code: Finding): Omit<Probed, 'code'> & { readonly code: Finding } {
  if (!(code in FINDINGS)) return finding(code as ProbeCode);
  const [message, remedy] = FINDINGS[code as StatusFinding];
  return { code, message, remedy, status: undefined };
}
