import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { CablegramError, type Connection } from '../../src/index.js';
import { ancestorsOf, isAround } from './ancestors.js';
import { connectionsById, namedConnection, providedConnection, whenProvidersChange } from './connection-context.js';
import { useConnection } from './connections-in-use.js';
import { elementClock } from './element-clock.js';
import { LiveErrorEvent } from './events.js';
import { addressOf, connectionTo, pageConnection } from './page-connection.js';
import { warnOnce } from './warn-once.js';

/** How long an element waits for the connection that it names before it reports an error, in ms after the page has loaded. */
const MISSING_AFTER = 1_000;

/** An element that follows a connection. `for` holds ids of `<live-connection>` elements in its own tree. */
export type ConnectionHost = ReactiveControllerHost &
  HTMLElement & { connection?: Connection | string | undefined; readonly for?: string; readonly session?: string | undefined };

/**
 * Finds the connection of its host, even if the provider arrives later. It uses, in this order: the host's `.connection`, the connection that
 * `connection="name"` or `for="id"` names, the nearest `<live-connection>`, the page's default. `session` selects a connection of that session.
 *
 * Looks again when a provider that matters to the host arrives, leaves or changes. Finding a connection does not open it. If the page has no
 * provider with that name one second after it loaded, the host dispatches `live-error`.
 */
export class ConnectionController implements ReactiveController {
  readonly #host: ConnectionHost;
  readonly #onConnection: ((connection: Connection | undefined) => void) | undefined;
  #connection: Connection | undefined;
  #error: CablegramError | undefined;
  #wish: readonly unknown[] = [];
  #stop: (() => void) | undefined;
  #leave: (() => void) | undefined;
  #cancelMiss: (() => void) | undefined;

  constructor(host: ConnectionHost, onConnection?: (connection: Connection | undefined) => void) {
    this.#host = host;
    this.#onConnection = onConnection;
    host.addController(this);
  }

  get connection(): Connection | undefined {
    return this.#connection;
  }

  /** Why there is no connection, if the page's author can fix it. */
  get error(): CablegramError | undefined {
    return this.#error;
  }

  /** Waits for the next update, so that a page may set `.connection` in the task that inserts the element. */
  hostConnected(): void {
    this.#host.requestUpdate();
  }

  /** A host that reads the connection before its controllers update has to update again. */
  hostUpdate(): void {
    const before = this.#connection;
    this.look();
    if (this.#connection === before) return;
    // Not at once, because Lit ignores requests during an update.
    queueMicrotask(() => {
      if (this.#stop) this.#host.requestUpdate();
    });
  }

  /** Looks for the connection if the host names another. A host that calls it at the beginning of its update needs no second update. */
  look(): void {
    const { isConnected, connection, for: ids, session } = this.#host;
    if (!isConnected) return;
    const [wish, oldIds, oldSession] = this.#wish;
    if (this.#stop && wish === connection && oldIds === ids && oldSession === session) return;
    this.#stop ??= whenProvidersChange((arrived) => {
      if (arrived && !this.#isConcernedBy(arrived)) return;
      this.#find();
      // What it inherits may have changed.
      this.#host.requestUpdate();
    });
    this.#find();
  }

  hostDisconnected(): void {
    this.#stop?.();
    this.#stop = undefined;
    this.#cancelMiss?.();
    this.#error = undefined;
    this.#take(undefined);
  }

  #find(): void {
    const { connection, for: ids, session } = this.#host;
    this.#wish = [connection, ids, session];
    const found = this.#wished();
    this.#cancelMiss?.();
    this.#error = undefined;
    if (found === undefined && (typeof connection === 'string' || ids)) this.#cancelMiss = elementClock.after(MISSING_AFTER, this.#miss);
    this.#take(found);
  }

  #wished(): Connection | undefined {
    const { connection, for: ids, session } = this.#host;
    if (typeof connection === 'object') return connection;
    if (connection) return namedConnection(connection);
    if (ids) return connectionsById(this.#host, ids)[0];
    return nearestConnection(this.#host, session);
  }

  /** Returns whether a provider that just arrived may be the host's. */
  #isConcernedBy(provider: HTMLElement): boolean {
    const { connection, for: ids } = this.#host;
    if (typeof connection === 'object') return false;
    return Boolean(connection ?? ids) || isAround(provider, this.#host);
  }

  readonly #miss = (): void => {
    if (document.readyState !== 'complete') {
      this.#cancelMiss = elementClock.after(MISSING_AFTER, this.#miss);
      return;
    }
    const { connection, for: ids, localName } = this.#host;
    const [attribute, name] = typeof connection === 'string' ? ['name', connection] : ['id', ids];
    const message = `<${localName}> finds no <live-connection ${attribute}="${name}"> on this page and keeps waiting for it.`;
    const error = new CablegramError('option-invalid', message);
    this.#error = error;
    warnOnce(error);
    this.#host.dispatchEvent(new LiveErrorEvent(error));
    this.#host.requestUpdate();
  };

  #take(connection: Connection | undefined): void {
    if (connection === this.#connection) return;
    this.#leave?.();
    this.#leave = connection && useConnection(connection);
    this.#connection = connection;
    this.#onConnection?.(connection);
  }
}

/** Returns `undefined` while an ancestor that may provide a connection, judged by its tag name, is not defined yet. */
function nearestConnection(element: HTMLElement, session: string | undefined): Connection | undefined {
  const provided = providedConnection(element);
  if (provided && session !== undefined) {
    const address = addressOf(provided);
    return address === undefined ? provided : connectionTo(address, { session });
  }
  if (provided !== null) return provided;
  for (const ancestor of ancestorsOf(element)) {
    if (ancestor.localName.endsWith('-connection') && ancestor.matches(':not(:defined)')) return undefined;
  }
  return pageConnection(session);
}
