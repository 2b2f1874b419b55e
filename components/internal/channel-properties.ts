import { LitElement } from 'lit';
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
import { readsProperties } from './reads-properties.js';

/** What every element says of the channel that it follows: the type of what `followsChannel` makes. */
declare class ChannelElement extends LitElement {
  /** Name of the channel class on the server. Without it, the element follows nothing. */
  channel: string;

  /** Parameters of the channel, as JSON. */
  params: Params | undefined;

  /** URL of the full state, as JSON, oldest first: the first state, and the repair of what was missed. */
  snapshot: string | undefined;

  /** Dot path of a body's running number. Late bodies are put in order, doubles are left out, and a missing number triggers a snapshot fetch. */
  seq: string | undefined;

  /** Dot path of a body's version: any number or text that grows. Older bodies are left out; missing versions are not looked for. */
  version: string | undefined;

  /** Names of the events to take, separated by spaces. */
  event: string;

  /** When the server rendered the page's content; older messages are left out. */
  asOf: number | undefined;

  /** How old the data may grow before the element says so, in ms (`stale-after="30s"`). Without it, silence alone is not stale. */
  staleAfter: number | undefined;

  /** The connection, or the name of a `<live-connection>`. Default: the nearest `<live-connection>`, else the page's connection. */
  connection: Connection | string | undefined;

  /** Whose data this is, such as a hash of user and tenant. Another session gets another connection. Default: `<meta name="cablegram-session">`. */
  session: string | undefined;
}

export type { ChannelElement };

/** Declares the properties that all elements share that follow a channel; `ChannelElement` documents them. */
export function followsChannel(base: typeof LitElement): typeof ChannelElement {
  const reading = readsProperties(base);
  class Follower extends reading {
    @property({ converter: textAttribute }) channel = '';
    @property({ converter: objectAttribute }) params: Params | undefined;
    @property({ converter: optionalTextAttribute }) snapshot: string | undefined;
    @property({ converter: optionalTextAttribute }) seq: string | undefined;
    @property({ converter: optionalTextAttribute }) version: string | undefined;
    @property({ converter: textAttribute }) event = '';
    @property({ attribute: 'as-of', converter: instantAttribute }) asOf: number | undefined;
    @property({ attribute: 'stale-after', converter: durationAttribute }) staleAfter: number | undefined;
    @property({ converter: connectionAttribute }) connection: Connection | string | undefined;
    @property({ converter: optionalTextAttribute }) session: string | undefined;
  }
  return Follower;
}
