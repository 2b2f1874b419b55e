import type { TemplateResult } from 'lit';
import type { Scene } from '../fake-shop.js';

/** What the page of one element says. Everything else on it comes from the manifest. */
export interface Guide {
  /** What the element is for, in one or two sentences. */
  readonly lead: string;
  /** What a person pastes. */
  readonly usage: string;
  /** What the server sends for it, if it follows a channel. */
  readonly server?: string;
  readonly dos: readonly string[];
  readonly donts: readonly string[];
  /** The element in a state, small enough for a grid. */
  readonly miniature: (state: State) => TemplateResult;
  /** Its states. Without them, the usual ones of an element that follows a channel. */
  readonly states?: readonly State[];
  /** Keys, and what they do. */
  readonly keys: readonly (readonly [keys: string, does: string])[];
  /** Notes for people who use it with a screen reader, without colour, or without motion. */
  readonly accessibility: readonly string[];
  /** A sample of its look. */
  readonly theming: string;
}

/** A cell of the grid of states: what happens at the server, and how the element is set. */
export interface State {
  readonly title: string;
  readonly scene: Scene;
  readonly staleAfter?: string;
  readonly params?: string;
}

/** The states of every element that follows a channel. */
export const channelStates: readonly State[] = [
  { title: 'Live', scene: 'live' },
  { title: 'Waiting: nothing was sent yet', scene: 'waiting' },
  { title: 'Connecting', scene: 'dialling' },
  { title: 'Paused', scene: 'paused' },
  { title: 'Stale: older than stale-after', scene: 'silent', staleAfter: '2s' },
  { title: 'Reconnecting', scene: 'reconnecting' },
  { title: 'Back after a gap', scene: 'gap' },
  { title: 'In doubt: missed updates', scene: 'missed' },
  { title: 'Offline', scene: 'offline' },
  { title: 'Not signed in', scene: 'refused' },
  { title: 'Wrongly set up', scene: 'waiting', params: '{metric: orders}' },
];
