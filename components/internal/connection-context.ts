import { type Context, ContextEvent, createContext } from '@lit/context';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { type Connection, sharedConnection } from '../../src/index.js';
import { warnOnce } from './warn-once.js';

/** What `<live-connection>` provides; users of `@lit/context` consume it by the same key. */
export const connectionContext: Context<symbol, Connection> = createContext<Connection, symbol>(Symbol.for('cablegram.connection'));

/** How long an ancestor that is not defined yet may still turn out to be a provider, in ms, before the page's default is taken. */
const UNDEFINED_WITHIN = 1000;

/** How long a name may stay unknown, in ms, before the page's author is told. */
const UNNAMED_WITHIN = 5000;

/**
 * Finds the connection of its host, late or early, in four steps.
 *
 * Its `.connection`, the connection that `connection="name"` names, the nearest `<live-connection>`, the default of the page. Whichever
 * comes later than its host (a name, a provider) is found when it comes. Nothing is dialled by finding.
 */
export class ConnectionController implements ReactiveController {
  connection: Connection | undefined;

  readonly #host: ReactiveControllerHost & HTMLElement & { connection?: Connection | string };
  readonly #onConnection: ((connection: Connection | undefined) => void) | undefined;
  #isConnected = false;
  #hasUpdated = false;
  #wish: Connection | string | undefined;
  /** Takes back what the current step holds: a place in a list, a subscription to a context. */
  #leave: (() => void) | undefined;

  constructor(
    host: ReactiveControllerHost & HTMLElement & { connection?: Connection | string },
    onConnection?: (connection: Connection | undefined) => void,
  ) {
    this.#host = host;
    this.#onConnection = onConnection;
    host.addController(this);
  }

  /** Waits for the first update, so that a page may set `.connection` in the task that inserts the element. */
  hostConnected(): void {
    this.#isConnected = true;
    if (this.#hasUpdated) this.#find();
  }

  hostUpdate(): void {
    if (this.#hasUpdated && this.#wish === this.#host.connection) return;
    this.#hasUpdated = true;
    if (this.#isConnected) this.#find();
  }

  hostDisconnected(): void {
    this.#isConnected = false;
    this.#stop();
    this.#take(undefined);
  }

  #find(): void {
    this.#stop();
    const wish = (this.#wish = this.#host.connection);
    if (typeof wish === 'object') this.#take(wish);
    else if (wish) this.#awaitName(wish);
    else this.#askAncestors();
  }

  #stop(): void {
    this.#leave?.();
    this.#leave = undefined;
  }

  #take(connection: Connection | undefined): void {
    if (connection === this.connection) return;
    this.connection = connection;
    this.#onConnection?.(connection);
    // Not at once: Lit takes no request while it updates, which is when a connection is usually found.
    queueMicrotask(() => {
      if (this.#isConnected) this.#host.requestUpdate();
    });
  }

  #awaitName(name: string): void {
    const whenNamed = (): void => this.#take(named.get(name)?.at(-1));
    const timer = setTimeout(() => {
      if (!named.has(name)) warnOnce(`connection="${name}" names no <live-connection name="${name}"> of this page.`);
    }, UNNAMED_WITHIN);
    namesChanged.add(whenNamed);
    this.#leave = () => {
      clearTimeout(timer);
      namesChanged.delete(whenNamed);
    };
    whenNamed();
  }

  #askAncestors(): void {
    let unsubscribe: (() => void) | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const onProvided = (connection: Connection, stop?: () => void): void => {
      if (unsubscribe !== stop) unsubscribe?.();
      unsubscribe = stop;
      clearTimeout(timer);
      unprovided.delete(ask);
      this.#take(connection);
    };
    const ask = (): void => {
      this.#host.dispatchEvent(new ContextEvent(connectionContext, this.#host, onProvided, true));
    };
    const takeDefault = (): void => {
      if (unprovided.has(ask)) this.#take(pageConnection());
    };
    this.#leave = () => {
      unsubscribe?.();
      clearTimeout(timer);
      unprovided.delete(ask);
    };
    awaitProviders();
    unprovided.add(ask);
    ask();
    if (!unprovided.has(ask)) return;
    this.#take(undefined);
    if (hasUndefinedAncestor(this.#host)) timer = setTimeout(takeDefault, UNDEFINED_WITHIN);
    else takeDefault();
  }
}

/** Names a connection for `connection="name"`, also for those who asked before; returns how to take the name back. */
export function registerConnection(name: string, connection: Connection): () => void {
  named.set(name, [...(named.get(name) ?? []), connection]);
  tellNames();
  return () => {
    const left = (named.get(name) ?? []).filter((other) => other !== connection);
    if (left.length > 0) named.set(name, left);
    else named.delete(name);
    tellNames();
  };
}

/** The connection of a page that says nothing else: where `<meta name="action-cable-url">` points, else `/cable`. */
export function pageConnection(): Connection {
  return sharedConnection(pageUrl());
}

/** Where the page says that its cable is. */
export function pageUrl(): string {
  const told = document.querySelector<HTMLMetaElement>('meta[name="action-cable-url"]')?.content;
  return told === undefined || told === '' ? '/cable' : told;
}

const named = new Map<string, readonly Connection[]>();
const namesChanged = new Set<() => void>();
/** Those who found no provider, and ask again when one comes. */
const unprovided = new Set<() => void>();
let isAwaitingProviders = false;

function tellNames(): void {
  for (const whenNamed of [...namesChanged]) whenNamed();
}

/** A provider tells the page when it comes (`context-provider`); one listener serves everyone who waits. */
function awaitProviders(): void {
  if (isAwaitingProviders) return;
  isAwaitingProviders = true;
  document.addEventListener('context-provider', (event) => {
    if ((event as Event & { readonly context?: unknown }).context !== connectionContext) return;
    for (const ask of [...unprovided]) ask();
  });
}

/** Tells whether an ancestor, across shadow roots, is an element that is still to be defined, and so might provide. */
function hasUndefinedAncestor(element: Element): boolean {
  for (let here: Node | null = element.parentNode; here; here = here instanceof ShadowRoot ? here.host : here.parentNode) {
    if (here instanceof Element && here.matches(':not(:defined)')) return true;
  }
  return false;
}
