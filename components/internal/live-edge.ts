import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Connection } from '../../src/index.js';
import { LiveJumpRequestEvent } from './events.js';
import { enclosing } from './page-connection.js';

/** How an element goes to its live edge. */
export interface LiveEdge {
  readonly connection: () => Connection | undefined;
  /** Whether the element shows less than the newest it has: items wait behind a button, or a chart is frozen or zoomed. */
  readonly isBehind: () => boolean;
  /** Shows the newest. */
  readonly jump: () => void;
}

const edges = new Set<LiveEdgeController>();
const listeners = new Set<() => void>();

/**
 * Makes its host go to the live edge when `live-jump-request` asks for it, and lets the controls of the page know whether it is behind.
 *
 * The request bubbles to the document from wherever it is dispatched, so that a page can dispatch it too.
 */
export class LiveEdgeController implements ReactiveController {
  readonly #edge: LiveEdge;
  #wasBehind = false;

  constructor(host: ReactiveControllerHost, edge: LiveEdge) {
    this.#edge = edge;
    host.addController(this);
  }

  get isBehind(): boolean {
    return this.#edge.isBehind();
  }

  hostConnected(): void {
    if (edges.size === 0) document.addEventListener('live-jump-request', onRequest);
    edges.add(this);
  }

  hostUpdated(): void {
    if (this.isBehind === this.#wasBehind) return;
    this.#wasBehind = this.isBehind;
    for (const listener of [...listeners]) listener();
  }

  hostDisconnected(): void {
    edges.delete(this);
    this.#wasBehind = false;
    if (edges.size === 0) document.removeEventListener('live-jump-request', onRequest);
    for (const listener of [...listeners]) listener();
  }

  /** Whether the host follows one of the connections, or a scope of it; without a list, always. */
  isWithin(connections: readonly Connection[] | undefined): boolean {
    const connection = this.#edge.connection();
    return connections === undefined || (connection !== undefined && enclosing(connection).some((each) => connections.includes(each)));
  }

  jump(): void {
    this.#edge.jump();
  }
}

/** Returns whether an element that follows one of the connections, or a scope of it, is behind. */
export function isAnyBehind(connections: readonly Connection[]): boolean {
  return [...edges].some((edge) => edge.isBehind && edge.isWithin(connections));
}

/** Calls back when an element falls behind or catches up. Returns a function that stops. */
export function whenEdgesChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function onRequest(event: Event): void {
  if (event.defaultPrevented) return;
  // A page without our classes may dispatch a plain event.
  const connections = event instanceof LiveJumpRequestEvent ? event.connections : undefined;
  for (const edge of [...edges]) if (edge.isWithin(connections)) edge.jump();
}
