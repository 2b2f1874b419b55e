import type { Observable } from 'rxjs';

/** What a snapshot function is told. */
export interface SnapshotContext {
  readonly identifier: string;
  /** Ends the request where nobody waits for it any more. */
  readonly signal: AbortSignal;
}

/** Where full state comes from: a URL of JSON, or a function that resolves to a body, or to an array of bodies, oldest first. */
export type SnapshotSource = string | ((context: SnapshotContext) => Promise<unknown>);

/**
 * What we ask of a server, on the wire's level. `data` is JSON, as the server's action will read it; `snapshots` are what a transport that
 * fetches asks for, read before each request, since views come and go.
 */
export type Command =
  | { readonly type: 'subscribe'; readonly identifier: string; readonly snapshots?: (() => readonly SnapshotSource[]) | undefined }
  | { readonly type: 'unsubscribe'; readonly identifier: string }
  | { readonly type: 'perform'; readonly identifier: string; readonly data: string };

/**
 * Why a frame was thrown away: it is over the limit, it is no JSON, this transport does not know it, or the page's own consumer has rounded
 * a number of it.
 */
export type DiscardReason = 'too-large' | 'not-json' | 'unknown' | 'rounded';

/**
 * What a server says, on the wire's level.
 *
 * `open` means ready for commands (the welcome of Action Cable); a `pending` one that the server has yet to answer, which another one without
 * it then tells: until then nobody is called connected. Its `reason` comes from the ladder: why it is not the first rung; `renewed` comes from the link: the token differs from the last one. A transport that
 * beats says so by its first `heartbeat`; only then is its silence a sign of death. A `snapshot` is full state, of a transport that fetches,
 * and comes before its `confirmed`; `unchanged` says that the last one still holds, `stale` that it may not, and why. `source` says
 * which of several snapshots, and is left out for all of them; a `body` with a `source` is what is new in that one. `unsent`
 * says, within the call, that a `perform` was not handed over. A `goodbye` with
 * `reconnect: false` is followed by completion; an `unusable` transport can never be used from this page, and a ladder goes on without it.
 */
export type Signal =
  | { readonly type: 'open'; readonly kind: string; readonly pending?: true; readonly reason?: string; readonly renewed?: true }
  | { readonly type: 'heartbeat' }
  | { readonly type: 'confirmed'; readonly identifier: string }
  | { readonly type: 'rejected'; readonly identifier: string }
  | { readonly type: 'body'; readonly identifier: string; readonly body: unknown; readonly source?: SnapshotSource | undefined }
  | { readonly type: 'snapshot'; readonly identifier: string; readonly body: unknown; readonly source?: SnapshotSource | undefined }
  | { readonly type: 'unchanged'; readonly identifier: string; readonly source?: SnapshotSource | undefined }
  | { readonly type: 'stale'; readonly identifier: string; readonly message: string; readonly source?: SnapshotSource | undefined }
  | { readonly type: 'unsent'; readonly identifier: string }
  | { readonly type: 'discarded'; readonly why: DiscardReason; readonly identifier?: string }
  | {
      readonly type: 'goodbye';
      readonly reason: string;
      readonly reconnect: boolean;
      readonly message?: string | undefined;
      readonly unusable?: true | undefined;
      /** How long the server wishes the client to wait before the next dial, in ms. */
      readonly retryAfter?: number | undefined;
    };

/** What the page's function that brings a token is given. */
export interface TokenContext {
  /** Aborted when nobody waits for the token any more. */
  readonly signal: AbortSignal;
}

/** Brings a token, or `undefined` if there is none. Not called again while a call runs. */
export type GetToken = (context: TokenContext) => Promise<string | undefined>;

/** Asks for a token as one of many; those who ask at the same time share one call of `getToken`. An abort of `signal` takes the question back. */
export type AskToken = (signal?: AbortSignal) => Promise<string | undefined>;

/** What a transport may know of the try it is part of. `attempt` is 0 for the first dial, then the failed tries in a row. */
export interface Dial {
  readonly attempt: number;
  /** The token of `getToken`, fresh for this dial. */
  readonly token?: string | undefined;
  /** Brings another, for a transport that asks the server again and again. */
  readonly getToken?: AskToken;
  /** Whether a person can see the page, or the connection acts as if. */
  readonly isVisible?: () => boolean;
}

/**
 * One way to reach a server: subscribing dials, unsubscribing hangs up.
 *
 * The stream errs when the link is lost for whatever reason (any error; its `message` is shown to people) and completes after a goodbye that
 * is final. It subscribes to `commands$` while it is open; commands that come before `open` may be lost.
 */
export interface Transport {
  (commands$: Observable<Command>, dial: Dial): Observable<Signal>;
  /** Address of the cable that it dials, for a diagnosis. */
  readonly cableUrl?: string;
}
