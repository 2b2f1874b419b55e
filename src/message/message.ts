/** A value that can be shown as it is. Rails sends NaN and Infinity as `null`. */
export type Scalar = string | number | boolean | null;

/** The fields of every message from a server: the body as sent, and when it came, in epoch ms. */
export interface Received<Body = unknown> {
  readonly body: Body;
  readonly receivedAt: number;
  /** State that arrived after newer state of the same thing, by the times in both bodies. Only views with the option `late` get it. */
  readonly isLate?: true;
  /** Arrived before this view began, which starts with what the other views show. Not set on a snapshot and what follows it. */
  readonly isReplayed?: true;
}

/** A measured value: `{type:"datapoint", metric, value}`, `{value}`, `{value, timestamp}`. */
export interface Datapoint<Body = unknown> extends Received<Body> {
  readonly type: 'datapoint';
  readonly value: Scalar;
  readonly metric: string | undefined;
}

/** A change to add to what is shown: `{increment: n}`. */
export interface Delta<Body = unknown> extends Received<Body> {
  readonly type: 'delta';
  /** A number, or decimal text with more digits than a number holds. */
  readonly increment: number | string;
}

/** Something that happened: `{event:"job_order_created", data:{…}}`. */
export interface NamedEvent<Body = unknown> extends Received<Body> {
  readonly type: 'event';
  readonly event: string;
  readonly data: unknown;
  /** The value of an event, `{event:"orders", value:42}`, also from its `data`. */
  readonly value?: Scalar | undefined;
}

/** The progress of a job: `{progress, status, message, …}`. `progress` is as sent, usually 0 to 100. */
export interface Progress<Body = unknown> extends Received<Body> {
  readonly type: 'progress';
  readonly progress: number | undefined;
  readonly status: string | undefined;
  readonly message: string | undefined;
}

/** Several measured values at once: a flat object of numbers or decimal text, which is the body itself or its `data`. */
export interface Metrics<Body = unknown> extends Received<Body> {
  readonly type: 'metrics';
}

/** A bare scalar. */
export interface Value<Body = unknown> extends Received<Body> {
  readonly type: 'value';
  readonly value: Scalar;
}

/** A string that holds `<turbo-stream …>`; never parsed as HTML by cablegram. */
export interface Html<Body = unknown> extends Received<Body> {
  readonly type: 'html';
  readonly html: string;
}

/** Any other body. It is still delivered, since elements may read it by a path. */
export interface Unknown<Body = unknown> extends Received<Body> {
  readonly type: 'unknown';
  /** The error that the server reports, `{error:"gone"}`. Such a body is not state. */
  readonly error?: string | undefined;
}

/** Full state, which replaces everything before it. `messages` are its parts, oldest first. */
export interface Snapshot<Body = unknown> {
  readonly type: 'snapshot';
  readonly messages: readonly Message<Body>[];
}

/** Messages of one stream that were missed. `first` and `last` are the server's numbers of the first and the last one. */
export interface MissedOffsets {
  readonly stream: string;
  readonly first: number;
  readonly last: number;
}

/**
 * Missed messages: what was sent between the two instants (epoch ms) is unknown. `offsets`: exactly these are missing, if the server
 * numbers its messages.
 */
export interface Gap {
  readonly type: 'gap';
  readonly since: number;
  readonly until: number;
  readonly offsets?: readonly MissedOffsets[];
}

/** A decoded body: what a server sent. */
export type ReceivedMessage<Body = unknown> =
  Datapoint<Body> | Delta<Body> | NamedEvent<Body> | Progress<Body> | Metrics<Body> | Value<Body> | Html<Body> | Unknown<Body>;

/** What a channel delivers: what a server sent, or `snapshot` and `gap`, which cablegram creates. */
export type Message<Body = unknown> = ReceivedMessage<Body> | Snapshot<Body> | Gap;
