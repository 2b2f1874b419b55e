import { type Context, ContextEvent, createContext } from '@lit/context';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { type Connection, sharedConnection, type SharedConnectionOptions } from '../../src/index.js';
import { ancestorsOf } from './ancestors.js';
import { warnOfForeignCable } from './foreign-cable.js';

/** What `<live-connection>` provides; users of `@lit/context` consume it by the same key. */
export const connectionContext: Context<symbol, Connection> = createContext<Connection, symbol>(Symbol.for('cablegram.connection'));

/** Who provides a connection, also under a name. */
export interface Provider {
  readonly name: string;
  readonly connection?: Connection | undefined;
}

/** An element that follows a connection; `for` names `<live-connection>` elements by their ids, in its own tree. */
export type ConnectionHost = ReactiveControllerHost & HTMLElement & { connection?: Connection | string | undefined; readonly for?: string };

/**
 * Finds the connection of its host, late or early, in four steps.
 *
 * Its `.connection`, the connection that `connection="name"` or `for="id"` names, the nearest `<live-connection>`, the default of the page. Whenever a
 * provider comes, goes or changes, everybody looks again. Nothing is dialled by finding.
 */
export class ConnectionController implements ReactiveController {
  connection: Connection | undefined;

  readonly #host: ConnectionHost;
  readonly #onConnection: ((connection: Connection | undefined) => void) | undefined;
  #wish: Connection | string | undefined;
  #ids: string | undefined;
  #stop: (() => void) | undefined;

  constructor(host: ConnectionHost, onConnection?: (connection: Connection | undefined) => void) {
    this.#host = host;
    this.#onConnection = onConnection;
    host.addController(this);
  }

  /** Waits for the next update, so that a page may set `.connection` in the task that inserts the element. */
  hostConnected(): void {
    this.#host.requestUpdate();
  }

  hostUpdate(): void {
    if (!this.#host.isConnected || (this.#stop && this.#wish === this.#host.connection && this.#ids === this.#host.for)) return;
    this.#stop ??= whenProvidersChange(this.#find);
    this.#find();
  }

  hostDisconnected(): void {
    this.#stop?.();
    this.#stop = undefined;
    this.#take(undefined);
  }

  readonly #find = (): void => {
    const { connection: wish, for: ids } = this.#host;
    this.#wish = wish;
    this.#ids = ids;
    this.#take(
      typeof wish === 'object'
        ? wish
        : wish
          ? namedConnection(wish)
          : ids
            ? connectionsById(this.#host, ids)[0]
            : nearestConnection(this.#host),
    );
  };

  #take(connection: Connection | undefined): void {
    if (connection === this.connection) return;
    this.connection = connection;
    this.#onConnection?.(connection);
    // Not at once: Lit takes no request while it updates, which is when a connection is usually found.
    queueMicrotask(() => {
      if (this.#stop) this.#host.requestUpdate();
    });
  }
}

/** The connections of the providers that these ids (between blanks) name in the tree of an element, in the order of the ids. */
export function connectionsById(element: HTMLElement, ids: string): Connection[] {
  const near = [...providers].filter(
    (provider): provider is Provider & HTMLElement => provider instanceof HTMLElement && provider.getRootNode() === element.getRootNode(),
  );
  return ids
    .split(/\s+/)
    .filter(Boolean)
    .flatMap((id) => near.find((provider) => provider.id === id)?.connection ?? []);
}

/** Counts a provider among those of the page; returns how to take it back. */
export function joinProviders(provider: Provider): () => void {
  providers.add(provider);
  return () => {
    providers.delete(provider);
    tellSeekers();
  };
}

/** Tells the page that a provider came: our own elements, and by the same protocol whoever asked before it was there. */
export function tellArrival(provider: HTMLElement): void {
  const event = new Event('context-provider', { bubbles: true, composed: true });
  provider.dispatchEvent(Object.assign(event, { context: connectionContext, contextTarget: provider }));
}

/**
 * Lets a provider answer those inside it who ask by the protocol of `@lit/context`.
 *
 * Who subscribes is one more seeker of the page, so that it is answered anew, too, when a nearer provider comes.
 */
export function answerRequests(provider: Provider & HTMLElement): void {
  provider.addEventListener('context-request', (event) => {
    const { context, callback, subscribe } = event;
    const asker = (event.contextTarget ?? event.composedPath()[0]) as HTMLElement;
    if (context !== connectionContext || asker === provider) return;
    event.stopPropagation();
    let told = provider.connection;
    const stop = subscribe
      ? whenProvidersChange(() => {
          const connection = providedConnection(asker);
          if (connection && connection !== told) callback((told = connection), stop);
        })
      : undefined;
    callback(told, stop);
  });
}

/** Calls back whenever a provider comes, goes or changes; returns how to stop. */
export function whenProvidersChange(look: () => void): () => void {
  // A provider tells the page when it comes; that it is the same listener each time makes it one.
  document.addEventListener('context-provider', tellSeekers);
  seekers.add(look);
  return () => seekers.delete(look);
}

/** Lets everybody look again for a connection. */
export function tellSeekers(): void {
  for (const look of [...seekers]) look();
}

/** The connection that is provided around an element; `null` where nobody provides. */
export function providedConnection(element: HTMLElement): Connection | undefined | null {
  let provided: Connection | undefined | null = null;
  element.dispatchEvent(new ContextEvent(connectionContext, element, (connection) => (provided = connection)));
  return provided;
}

/** The connection of a page that says nothing else: where `<meta name="action-cable-url">` points, else `/cable`. */
export function pageConnection(): Connection {
  return connectionTo(pageAddress());
}

/** Where the page says its cable is. */
export function pageAddress(): string {
  const told = document.querySelector<HTMLMetaElement>('meta[name="action-cable-url"]')?.content;
  return told === undefined || told === '' ? '/cable' : told;
}

/** The page's connection to a cable, of which the address is remembered. */
export function connectionTo(url: string, options: SharedConnectionOptions = {}): Connection {
  const connection = sharedConnection(url, options);
  if (!addresses.has(connection) && !options.getToken) warnOfForeignCable(connection, url);
  return remember(connection, url);
}

/** A scope of a connection, of whose cable the same is known. */
export function scopeOf(connection: Connection): Connection {
  return remember(connection.scope(), addressOf(connection));
}

/** Where the cable of a connection is; `undefined` for one that the page made by itself. */
export function addressOf(connection: Connection): string | undefined {
  return addresses.get(connection);
}

function remember(connection: Connection, address: string | undefined): Connection {
  addresses.set(connection, address);
  return connection;
}

const addresses = new WeakMap<Connection, string | undefined>();

const providers = new Set<Provider>();
const seekers = new Set<() => void>();

function namedConnection(name: string): Connection | undefined {
  return [...providers].findLast((provider) => provider.name === name)?.connection;
}

/** Waits for an ancestor that is still to be defined and may provide, by its name. */
function nearestConnection(element: HTMLElement): Connection | undefined {
  const provided = providedConnection(element);
  if (provided !== null) return provided;
  for (const ancestor of ancestorsOf(element)) {
    if (ancestor.localName.endsWith('-connection') && ancestor.matches(':not(:defined)')) return undefined;
  }
  return pageConnection();
}
