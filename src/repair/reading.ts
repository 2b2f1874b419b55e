import type { Message } from '../message/message.js';
import type { Version } from './newest.js';

/** A decoded body with what it says of its place in the stream; `undefined` for what it does not say. */
export interface Reading {
  readonly message: Message;
  /** Its number in the stream, one apart. */
  readonly seq: number | undefined;
  readonly version: Version | undefined;
  /** What the version is of. */
  readonly key: unknown;
}

/** Reads one body; `undefined` if it could not be read, which was reported then. Never throws. */
export type Read = (body: unknown) => Reading | undefined;
