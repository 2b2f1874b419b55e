import { CablegramError, type Params } from '../../src/index.js';

/** The attributes by which an element names what it follows. */
export interface Named {
  readonly channel: string;
  readonly params?: Params | undefined;
  readonly stream: string;
  readonly signedStream: string;
  readonly source?: unknown;
}

/** The channel that an element follows. */
export interface Followed {
  /** Name of the class, or that of AnyCable's own channel for streams. Empty if the element follows nothing. */
  readonly channel: string;
  readonly params: Params | undefined;
}

/** Returns whether an element names something to follow: a channel, a stream or a source. */
export function isFollowing({ channel, stream, signedStream, source }: Partial<Named>): boolean {
  return [channel, stream, signedStream, source].some(Boolean);
}

/** Returns the channel that an element names, also for a stream. */
export function followedBy({ channel, params, stream, signedStream }: Named): Followed {
  if (channel || !(stream || signedStream)) return { channel, params };
  return { channel: '$pubsub', params: stream ? { stream_name: stream } : { signed_stream_name: signedStream } };
}

/** Returns how messages for the page's author name what an element follows. */
export function nameOf({ channel, stream, source }: Named): string {
  if (source) return 'its source';
  return channel || stream ? `"${channel || stream}"` : 'its stream';
}

/**
 * Checks that an element names only one thing to follow. Parameters belong to a channel.
 *
 * @throws CablegramError `option-invalid`.
 */
export function assertOneFollowed({ channel, params, stream, signedStream }: Named, localName: string): void {
  if ([channel || params, stream, signedStream].filter(Boolean).length < 2) return;
  throw new CablegramError('option-invalid', `<${localName}> needs only one of channel (with its params), stream and signed-stream.`);
}
