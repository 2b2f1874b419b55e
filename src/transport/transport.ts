import type { Observable } from 'rxjs';
import type { MissedOffsets } from '../message/message.js';
import type { Fetched } from '../repair/conditional-get.js';

/** What a snapshot function receives. */
export interface SnapshotContext {
  readonly identifier: string;
  /** Aborted when the answer is no longer needed. */
  readonly signal: AbortSignal;
}

/** Where full state comes from: a URL of JSON, or a function that resolves to a body, or to an array of bodies, oldest first. */
export type SnapshotSource = string | ((context: SnapshotContext) => Promise<unknown>);

/**
 * A request beyond Action Cable about one channel: presence and whispers, as AnyCable has them.
 *
 * - `list`: asks who is present. - `listen`: what this channel brings without a number is a whisper, since the page follows them.
 */
export type ExtraRequest =
  | { readonly type: 'join'; readonly id: string; readonly info: unknown }
  | { readonly type: 'leave' | 'list' | 'listen' }
  | { readonly type: 'whisper'; readonly data: Readonly<Record<string, unknown>> };

/**
 * What a transport reports beyond Action Cable about one channel.
 *
 * - `taken`: within the call, that it can send such requests. A transport that says nothing cannot. - `unsupported`: the server cannot
 *   answer; may say why, and what to do. - `presence`: as it came.
 */
export type ExtraReport =
  | { readonly type: 'taken' }
  | { readonly type: 'presence'; readonly message: unknown }
  | { readonly type: 'whisper'; readonly data: unknown }
  | { readonly type: 'unsupported'; readonly message?: string };

/** The place of a body in one stream of a server that numbers them. Another `epoch` counts anew. */
export interface Position {
  readonly stream: string;
  readonly epoch: string;
  readonly offset: number;
}

/**
 * How far a subscription was received, for a transport with history: in which places its streams stand. `since`: from when on something may
 * be missing in others, in seconds of the server's clock. `liveAt`: when it was last known to be live, in epoch ms.
 */
export interface Progress {
  readonly positions: readonly Position[];
  readonly since?: number | undefined;
  readonly liveAt?: number | undefined;
}

/**
 * A request to a server, at the level of the wire. `data` is JSON, as the server's action will read it. `snapshots` returns what a
 * transport that fetches should request; it is read before each request, since views come and go. `resumes`: a transport with history
 * confirmed this subscription before, and its users still need what they missed since; a progress, if another page has received it so far.
 * A transport may ignore an `extra`.
 */
export type Command =
  | {
      readonly type: 'subscribe';
      readonly identifier: string;
      readonly snapshots?: (() => readonly SnapshotSource[]) | undefined;
      readonly resumes?: true | Progress;
    }
  | { readonly type: 'unsubscribe'; readonly identifier: string }
  | { readonly type: 'perform'; readonly identifier: string; readonly data: string }
  | { readonly type: 'extra'; readonly identifier: string; readonly request: ExtraRequest };

/** A command that every transport knows. */
export type PlainCommand = Exclude<Command, { readonly type: 'extra' }>;

/**
 * Why a frame was discarded: it exceeds the limit, is not JSON, is unknown to this transport, or holds a number that the page's own
 * consumer has rounded.
 */
export type DiscardReason = 'too-large' | 'not-json' | 'unknown' | 'rounded';

/**
 * What a server sends, at the level of the wire.
 *
 * - `open`: ready for commands (the welcome of Action Cable). A `pending` one still awaits the server's first answer; the connection is not
 *   `connected` until an `open` without `pending` follows. The ladder adds `reason`: why this is not the first transport. The link adds
 *   `renewed`: the token differs from the last one.
 * - `heartbeat`: once a transport has sent one, its silence means that the link is lost. `clock`: the server's, in seconds.
 * - `confirmed`: `missed` comes from a transport that asks for the server's history: what is still missing since the last confirmation, with
 *   `[]` for nothing, or `unknown`. What was missed and is not missing any more follows as bodies.
 * - `body`: with its `position`, if the server numbers it and it continues its stream.
 * - `missed`: bodies of an open subscription are lost, exactly `offsets` if they are given.
 * - `snapshot`: full state, from a transport that fetches; it comes before its `confirmed`. `unchanged`: the last snapshot is still right.
 *   `stale`: it may not be, and why. `source` says which snapshot; without it, all of them. A `body` with a `source` is what is new in that
 *   snapshot.
 * - `extra`: what it knows beyond Action Cable. It is no body, and no place in a history.
 * - `unsent`: emitted within the call if a `perform` was not sent. With `sent` it has been passed on, and `sent` resolves to whether it was
 *   sent then, or rejects if nobody knows.
 * - `goodbye`: with `reconnect: false` the stream completes next. An `unusable` transport can never be used from this page; a ladder
 *   continues without it.
 */
export type Signal =
  | { readonly type: 'open'; readonly kind: string; readonly pending?: true; readonly reason?: string; readonly renewed?: true }
  | { readonly type: 'heartbeat'; readonly clock?: number }
  | { readonly type: 'confirmed'; readonly identifier: string; readonly missed?: readonly MissedOffsets[] | 'unknown' }
  | { readonly type: 'missed'; readonly identifier: string; readonly offsets?: readonly MissedOffsets[] }
  | { readonly type: 'rejected'; readonly identifier: string }
  | {
      readonly type: 'body';
      readonly identifier: string;
      readonly body: unknown;
      readonly source?: SnapshotSource | undefined;
      readonly position?: Position | undefined;
    }
  | { readonly type: 'snapshot'; readonly identifier: string; readonly body: unknown; readonly source?: SnapshotSource | undefined }
  | { readonly type: 'unchanged'; readonly identifier: string; readonly source?: SnapshotSource | undefined }
  | { readonly type: 'stale'; readonly identifier: string; readonly message: string; readonly source?: SnapshotSource | undefined }
  | { readonly type: 'extra'; readonly identifier: string; readonly report: ExtraReport }
  | { readonly type: 'unsent'; readonly identifier: string; readonly sent?: Promise<boolean> }
  | { readonly type: 'discarded'; readonly why: DiscardReason; readonly identifier?: string }
  | {
      readonly type: 'goodbye';
      readonly reason: string;
      readonly reconnect: boolean;
      readonly message?: string | undefined;
      readonly unusable?: true | undefined;
      /** How long the server asks the client to wait before the next attempt, in ms. */
      readonly retryAfter?: number | undefined;
    };

/** What the page's `getToken` receives. */
export interface TokenContext {
  /** Aborted when the token is no longer needed. */
  readonly signal: AbortSignal;
}

/** Returns a token, or `undefined` if there is none. Never called while a call is still running. */
export type GetToken = (context: TokenContext) => Promise<string | undefined>;

/** Asks for a token. Simultaneous callers share one call of `getToken`. Aborting `signal` withdraws the request. */
export type AskToken = (signal?: AbortSignal) => Promise<string | undefined>;

/** What a transport knows about the current attempt. `attempt` is 0 for the first one, then the number of failed attempts in a row. */
export interface Dial {
  readonly attempt: number;
  /** The token from `getToken`, fresh for this attempt. */
  readonly token?: string | undefined;
  /** Returns another token, for a transport that sends one request after another. */
  readonly getToken?: AskToken;
  /** Whether a person can see the page, or the connection acts as if. */
  readonly isVisible?: () => boolean;
  /** Why this attempt follows the one before without a wait, if it does: `requested`, `deaf`, `unread`, or how a link was lost. */
  readonly reason?: string | undefined;
  /**
   * What transports remember from one attempt of this connection to the next, by their names. Plain data only, which another page can
   * receive and continue with.
   */
  readonly memory?: Record<string, unknown>;
}

/** A snapshot that a channel needs. `isOrdered`: the bodies of the channel have numbers or versions. */
export interface SnapshotWish {
  readonly identifier: string;
  readonly url: string;
  readonly isOrdered: boolean;
}

/** Takes a snapshot from somebody who has fetched it, or calls `fetch`. */
export type ShareSnapshot = (wish: SnapshotWish, fetch: () => Promise<Fetched>) => Promise<Fetched>;

/**
 * One way to reach a server: subscribing connects, unsubscribing closes.
 *
 * The stream errs when the link is lost for any reason (`message` is shown to people), and completes after a final goodbye. It subscribes
 * to `commands$` while it is open; commands before `open` may be lost.
 */
export interface Transport {
  (commands$: Observable<Command>, dial: Dial): Observable<Signal>;
  /** Address of the cable that it connects to, for a diagnosis. */
  readonly cableUrl?: string;
  /** Fetches the snapshots of channels, for a transport that shares them. */
  readonly shareSnapshot?: ShareSnapshot;
}
