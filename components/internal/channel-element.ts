import { property } from 'lit/decorators.js';
import type { Connection, Params } from '../../src/index.js';
import {
  connectionAttribute,
  durationAttribute,
  instantAttribute,
  objectAttribute,
  optionalTextAttribute,
  rateAttribute,
  sourceProperty,
  textAttribute,
  transformProperty,
} from './converters.js';
import type { LiveSource } from './live-source.js';
import { ReadingElement } from './reading-element.js';
import type { Transform } from './transform.js';

/**
 * Declares the properties shared by all elements that follow a channel. `ChannelController` holds the behaviour.
 *
 * This is a class and not a mixin, because the package's type declarations cannot name what a mixin returns.
 *
 * @slot loading - Shown while the element has nothing to show and connects.
 * @slot empty - Shown while the channel is confirmed and has brought nothing.
 * @slot error - Shown while the channel is refused, failed or wrongly set up.
 * @slot offline - Shown while the connection is lost.
 * @cssState ended - The `source` has ended; what is shown is its last.
 * @cssState blank - There is nothing to show yet.
 * @cssState still - `motion` is `none`.
 * @event {LiveSubscribedEvent} live-subscribed - The server has confirmed the channel.
 * @event {LiveRejectedEvent} live-rejected - The server has refused the channel.
 * @event {LiveStaleEvent} live-stale - What is shown may be old from now on, or is current again.
 * @event {LiveOverflowEvent} live-overflow - Something is left out, because a limit is reached.
 * @event {LiveAnnounceEvent} live-announce - A text is about to be announced to screen readers. Cancel the event to keep it silent.
 */
export class ChannelElement extends ReadingElement {
  /** Name of the channel class on the server. Without `channel`, `stream` and `signed-stream`, the element follows nothing. */
  @property({ converter: textAttribute }) channel = '';

  /** Name of a public stream of AnyCable, instead of `channel`. */
  @property({ converter: textAttribute }) stream = '';

  /** Signed name of a stream of AnyCable, as the server rendered it, instead of `channel`. */
  @property({ attribute: 'signed-stream', converter: textAttribute }) signedStream = '';

  /** Parameters of the channel, as JSON. */
  @property({ converter: objectAttribute }) params: Params | undefined;

  /** URL of the full state, as JSON, oldest first. It is fetched for the first state and to repair what was missed. */
  @property({ converter: optionalTextAttribute }) snapshot: string | undefined;

  /** Dot path of a body's sequence number. Late bodies are reordered, duplicates are dropped, and a missing number triggers a snapshot fetch. */
  @property({ converter: optionalTextAttribute }) seq: string | undefined;

  /** Dot path of a body's version: any number or text that grows. Older bodies are dropped; missing versions are not repaired. */
  @property({ converter: optionalTextAttribute }) version: string | undefined;

  /** Names of the events to take, separated by spaces. `export_*` takes all names that begin so. */
  @property({ converter: textAttribute }) event = '';

  /** When the server rendered the page's content. Older messages are ignored. Set `snapshot` too, which brings what was sent until the subscription. */
  @property({ attribute: 'as-of', converter: instantAttribute }) asOf: number | undefined;

  /** How old the data may get before the element counts as stale, in ms (`stale-after="30s"`). Default: that of `<live-connection>`; without it, data does not become stale by age. */
  @property({ attribute: 'stale-after', converter: durationAttribute }) staleAfter: number | undefined;

  /** How many times a second the element takes what has arrived, at most. Default: that of `<live-connection>`, else once a frame. */
  @property({ attribute: 'max-rate', converter: rateAttribute }) maxRate: number | undefined;

  /** The connection, or the name of a `<live-connection>`. Default: the nearest `<live-connection>` around the element, else the page's connection. */
  @property({ converter: connectionAttribute }) connection: Connection | string | undefined;

  /** Whose data this is, such as a hash of user and tenant. Another session gets another connection. Default: `<meta name="cablegram-session">`. */
  @property({ converter: optionalTextAttribute }) session: string | undefined;

  /**
   * Data without a cable, instead of `channel`: an Observable, an `AsyncIterable`, or an `EventTarget` with `message` events. Its bodies are read
   * as those of a channel.
   */
  @property({ attribute: false, converter: sourceProperty }) source: LiveSource | undefined;

  /** Changes each body before the element reads it. Returns the new body, a list of bodies, or `undefined` to leave the body out. */
  @property({ attribute: false, converter: transformProperty }) transform: Transform | undefined;
}
