import type { Message } from '../message/message.js';
import type { Version } from './newest.js';

/** A decoded body and its position in the stream; `undefined` for fields that it does not have. */
export interface Reading {
  readonly message: Message;
  /** Its sequence number. */
  readonly seq: number | undefined;
  readonly version: Version | undefined;
  /** The thing that the version belongs to. */
  readonly key: unknown;
}
