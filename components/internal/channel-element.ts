import { property } from 'lit/decorators.js';
import type { Connection, Params } from '../../src/index.js';
import {
  connectionAttribute,
  durationAttribute,
  instantAttribute,
  objectAttribute,
  optionalTextAttribute,
  textAttribute,
} from './converters.js';
import { ReadingElement } from './reading-element.js';

/**
 * Declares the properties that all elements share that follow a channel, and does nothing else: what elements do with them is in
 * `ChannelController`. (A mixin would say the same, but declarations of the package cannot name what it makes.)
 */
export class ChannelElement extends ReadingElement {
  /** Name of the channel class on the server. Without it, the element follows nothing. */
  @property({ converter: textAttribute }) channel = '';

  /** Parameters of the channel, as JSON. */
  @property({ converter: objectAttribute }) params: Params | undefined;

  /** URL of the full state, as JSON, oldest first: the first state, and the repair of what was missed. */
  @property({ converter: optionalTextAttribute }) snapshot: string | undefined;

  /** Dot path of a body's running number. Late bodies are put in order, doubles are left out, and a missing number triggers a snapshot fetch. */
  @property({ converter: optionalTextAttribute }) seq: string | undefined;

  /** Dot path of a body's version: any number or text that grows. Older bodies are left out; missing versions are not looked for. */
  @property({ converter: optionalTextAttribute }) version: string | undefined;

  /** Names of the events to take, separated by spaces. */
  @property({ converter: textAttribute }) event = '';

  /** When the server rendered the page's content; older messages are left out. */
  @property({ attribute: 'as-of', converter: instantAttribute }) asOf: number | undefined;

  /** How old the data may grow before the element says so, in ms (`stale-after="30s"`). Without it, silence alone is not stale. */
  @property({ attribute: 'stale-after', converter: durationAttribute }) staleAfter: number | undefined;

  /** The connection, or the name of a `<live-connection>`. Default: the nearest `<live-connection>`, else the page's connection. */
  @property({ converter: connectionAttribute }) connection: Connection | string | undefined;

  /** Whose data this is, such as a hash of user and tenant. Another session gets another connection. Default: `<meta name="cablegram-session">`. */
  @property({ converter: optionalTextAttribute }) session: string | undefined;
}
