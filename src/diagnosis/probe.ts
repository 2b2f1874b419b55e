import { isCrossOrigin, resolveAddress } from '../address.js';

/** What one GET of a cable's address can show. */
export type ProbeCode =
  'refused' | 'captive-portal' | 'wrong-path' | 'origin-or-upgrade' | 'server-error' | 'token-refused' | 'invalid-url' | 'unreachable';

/** What was found, in words for people, and what the page's author can do about it. */
export interface Probed {
  readonly code: ProbeCode;
  readonly message: string;
  readonly remedy: string;
  /** HTTP status, if the answer was readable. */
  readonly status: number | undefined;
}

/** How a cable is probed. */
export interface ProbeOptions {
  /**
   * Whether a cable of another origin is probed too. The page's Content Security Policy may not allow that by plain HTTP.
   *
   * @default true
   */
  readonly acrossOrigins?: boolean;
  readonly fetch?: typeof fetch;
}

/** How long the answer may take, in ms. */
const ANSWER_WITHIN = 5_000;

/** What Action Cable answers to a request without an upgrade, and to every foreign origin. */
const NO_UPGRADE = 'Page not found';

/** Each finding, in words. */
const FINDINGS: Readonly<Record<ProbeCode, readonly [message: string, remedy: string]>> = {
  refused: ['The server does not answer.', 'Check that the server is running, and that the address and port are right.'],
  'wrong-path': [
    'The server has no live updates at this address.',
    'Mount Action Cable there, or name its path in <meta name="action-cable-url">.',
  ],
  'captive-portal': [
    'A web page answers at the address of the cable.',
    'Open this site in a new tab: the network may ask to sign in first. Otherwise check that the path is that of the cable.',
  ],
  'origin-or-upgrade': [
    'The server refuses this page.',
    'Add the origin of this page to config.action_cable.allowed_request_origins (on AnyCable: --allowed_origins), or let the proxy pass the Upgrade header.',
  ],
  'server-error': ['The server answers with an error.', 'Look in its log.'],
  'token-refused': ['The server refused the credentials.', 'Sign in again, or check that getToken returns a token that is still valid.'],
  'invalid-url': ['The address of the server is wrong.', 'Check the address. In Node it must be absolute.'],
  unreachable: ['The server cannot be reached.', 'Pass the address of the cable to diagnose().'],
};

/**
 * Asks the address of a cable by plain HTTP why its socket is refused, since a browser hides the reason. Never rejects.
 *
 * Action Cable's plain `Page not found` separates a refused origin or a stripped upgrade from a wrong path. For another origin, it only
 * shows whether something answers. `null` sends no request.
 */
export async function probe(url: string | null, { acrossOrigins = true, fetch: get = fetch }: ProbeOptions = {}): Promise<Probed> {
  const address = httpAddress(url);
  if (!address) return finding(url === null ? 'unreachable' : 'invalid-url');
  if (!acrossOrigins && isCrossOrigin(address)) return finding('unreachable');
  const ask = (mode: RequestMode): Promise<Response> =>
    get(address.href, {
      mode,
      // Only a request to another origin, whose answer is unreadable anyway, must follow redirects.
      redirect: mode === 'cors' ? 'manual' : 'follow',
      cache: 'no-store',
      signal: AbortSignal.timeout(ANSWER_WITHIN),
    });
  try {
    const response = await ask('cors');
    const { status, ok, type, headers } = response;
    const text = status === 404 ? (await response.text()).trim() : NO_UPGRADE;
    if (status >= 500) return finding('server-error', status);
    if (status === 401 || status === 403) return finding('token-refused', status);
    const isRedirect = type === 'opaqueredirect' || (status >= 300 && status < 400);
    if (isRedirect || (ok && /\bhtml\b/i.test(headers.get('content-type') ?? ''))) return finding('captive-portal', status || undefined);
    return finding(ok || text !== NO_UPGRADE ? 'wrong-path' : 'origin-or-upgrade', status);
  } catch {
    return ask('no-cors').then(
      () => finding('origin-or-upgrade'),
      () => finding('refused'),
    );
  }
}

/** Puts a finding into words. */
export function finding(code: ProbeCode, status?: number): Probed {
  const [message, remedy] = FINDINGS[code];
  return { code, message, remedy, status };
}

/** Returns the address at which a cable is probed by plain HTTP; `undefined` if it is invalid. */
export function httpAddress(url: string | null): URL | undefined {
  return url === null ? undefined : resolveAddress(url.replace(/^ws/i, 'http'));
}
