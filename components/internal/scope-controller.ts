import type { ReactiveController } from 'lit';
import { Subscription } from 'rxjs';
import type { Connection, PauseKind } from '../../src/index.js';
import { connectionsById, providedConnections, whenProvidersChange } from './connection-context.js';
import { ConnectionController, type ConnectionHost } from './connection-controller.js';
import { connectionsInUse, whenUseChanges } from './connections-in-use.js';
import { elementClock } from './element-clock.js';
import { addressOf, enclosing, isClosed } from './page-connection.js';
import { isSameList } from './subject.js';

/** An element that controls the connections of a scope. */
export interface ScopeHost extends ConnectionHost {
  /** `page`: every connection that an element of the page uses. */
  readonly scope?: 'page' | null;
  /** The connections to control, if another element has found them. */
  readonly connections?: readonly Connection[] | undefined;
}

/** What is held back in a scope. */
export interface ScopeHeld {
  readonly waiting: number;
  readonly dropped: number;
}

/**
 * Finds the connections that its host controls, also those that come later: those named by `for`, those of the whole page, else the one that
 * `ConnectionController` finds.
 *
 * Requests an update whenever one of them is paused, resumed or holds another number of updates back.
 */
export class ScopeController implements ReactiveController {
  connections: readonly Connection[] = [];

  readonly #host: ScopeHost;
  readonly #found: ConnectionController;
  readonly #onChange: (added: readonly Connection[]) => void;
  #following: Subscription | undefined;
  #stop: Subscription | undefined;

  /** `onChange` gets the connections that are new in the scope, and is also called when a pause begins or ends. */
  constructor(host: ScopeHost, onChange: (added: readonly Connection[]) => void = () => undefined) {
    this.#host = host;
    this.#onChange = onChange;
    this.#found = new ConnectionController(host, () => this.#look());
    host.addController(this);
  }

  /** How the scope is paused: `true` if all of it is, `mixed` if a part of it is. */
  get paused(): 'true' | 'false' | 'mixed' {
    const count = this.connections.filter(({ paused }) => paused).length;
    if (count === 0) return 'false';
    return count === this.connections.length ? 'true' : 'mixed';
  }

  /** `stop` only if nothing is received anywhere in the scope. */
  get kind(): PauseKind | undefined {
    if (this.paused === 'false') return undefined;
    return this.connections.every(({ pauseKind }) => pauseKind === 'stop') ? 'stop' : 'freeze';
  }

  /** Since when all of it is paused, in epoch ms, if an element saw the pause begin. */
  get pausedSince(): number | undefined {
    const beginnings = this.connections.map((connection) => pausedAt.get(connection));
    return this.paused === 'true' && !beginnings.includes(undefined) ? Math.max(...(beginnings as number[])) : undefined;
  }

  /** What is held back. A scope within another one of the list is counted once. */
  get held(): ScopeHeld {
    const { connections } = this;
    const outer = connections.filter((each) => !enclosing(each).some((around) => around !== each && connections.includes(around)));
    const helds = outer.map((connection) => heldBack.get(connection));
    const sum = (of: keyof ScopeHeld): number => helds.reduce((total, held) => total + (held?.[of] ?? 0), 0);
    return { waiting: sum('waiting'), dropped: sum('dropped') };
  }

  /** Whether the page names the connections, instead of leaving it to the element's place. */
  get isNamed(): boolean {
    const { connection, for: ids, scope, connections } = this.#host;
    return Boolean(connection ?? connections ?? ids) || scope === 'page';
  }

  /** A name under which a person's choice for this scope is kept. */
  get name(): string {
    const { for: ids, scope, connection } = this.#host;
    if (scope === 'page') return scope;
    if (ids) return ids;
    if (typeof connection === 'string') return connection;
    const provided = providedConnections();
    const nameOf = (each: Connection): string =>
      provided.find(({ name, connection: other }) => name && other === each)?.name ?? addressOf(each) ?? '';
    return this.connections.map(nameOf).join(' ');
  }

  hostConnected(): void {
    this.#stop = new Subscription(whenProvidersChange(this.#look));
    this.#stop.add(whenUseChanges(this.#look));
  }

  hostUpdate(): void {
    this.#look();
  }

  hostDisconnected(): void {
    this.#stop?.unsubscribe();
    this.#following?.unsubscribe();
    this.#following = undefined;
    this.connections = [];
  }

  /** Pauses everything in the scope. */
  pause(kind: PauseKind, connections: readonly Connection[] = this.connections): void {
    for (const connection of connections) connection.pause(kind);
  }

  resume(): void {
    for (const connection of this.connections) connection.resume();
  }

  readonly #look = (): void => {
    const { isConnected } = this.#host;
    const connections = isConnected ? this.#listed().filter((connection) => !isClosed(connection)) : [];
    if (isSameList(connections, this.connections)) return;
    const before = this.connections;
    this.connections = connections;
    this.#follow();
    this.#onChange(connections.filter((connection) => !before.includes(connection)));
    this.#host.requestUpdate();
    // Lit ignores a request during an update, which is when connections are usually found.
    queueMicrotask(() => this.#host.requestUpdate());
  };

  #listed(): readonly Connection[] {
    const { for: ids, scope, connections } = this.#host;
    if (connections) return connections;
    if (scope === 'page') return [...new Set([...providedConnections().map((provided) => provided.connection), ...connectionsInUse()])];
    if (ids) return [...new Set(connectionsById(this.#host, ids))];
    return this.#found.connection ? [this.#found.connection] : [];
  }

  #follow(): void {
    this.#following?.unsubscribe();
    this.#following = new Subscription();
    let isFirst = true;
    for (const connection of this.connections) {
      this.#following.add(
        connection.pauseKind$.subscribe((kind) => {
          notePause(connection, kind !== undefined, !isFirst);
          if (isFirst) return;
          this.#onChange([]);
          this.#host.requestUpdate();
        }),
      );
      this.#following.add(
        connection.held$.subscribe((held) => {
          heldBack.set(connection, held);
          if (!isFirst) this.#host.requestUpdate();
        }),
      );
      this.#following.add(connection.status$.subscribe({ complete: this.#look }));
    }
    isFirst = false;
  }
}

/** What each connection holds back. */
const heldBack = new WeakMap<Connection, ScopeHeld>();

/** When each paused connection was paused, in epoch ms. A pause that no element saw begin is not in it. */
const pausedAt = new WeakMap<Connection, number>();

function notePause(connection: Connection, isPaused: boolean, isSeen: boolean): void {
  if (!isPaused) pausedAt.delete(connection);
  else if (isSeen && !pausedAt.has(connection)) pausedAt.set(connection, elementClock.wall());
}
