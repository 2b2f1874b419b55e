import { type Context, ContextEvent, createContext } from '@lit/context';
import type { Connection } from '../../src/index.js';
import { ancestorsOf } from './ancestors.js';
import { whenPageChanges } from './page-connection.js';

/** The context that `<live-connection>` provides. Consume it with `@lit/context` by the same key. */
export const connectionContext: Context<symbol, Connection> = createContext<Connection, symbol>(Symbol.for('cablegram.connection'));

/** An element or other object that provides a connection, optionally under a name. */
export interface Provider {
  readonly name: string;
  readonly connection?: Connection | undefined;
  /** What the elements inside inherit, see `inherited`. */
  readonly staleAfter?: number | undefined;
  readonly maxRate?: number | undefined;
  readonly pollEvery?: number | undefined;
}

/** Called with the provider that arrived, or without one if any provider may have changed. */
export type Seeker = (arrived?: HTMLElement) => void;

const providers = new Set<Provider>();
const seekers = new Set<Seeker>();
let stopWatchingPage: (() => void) | undefined;

/** Adds a provider to those of the page. Returns a function that removes it. */
export function joinProviders(provider: Provider): () => void {
  providers.add(provider);
  return () => {
    providers.delete(provider);
    callSeekers();
  };
}

/** Calls back when a provider arrives, leaves or changes, or when the page names another cable. Returns a function that stops. */
export function whenProvidersChange(seeker: Seeker): () => void {
  // Adding the same function twice has no effect.
  document.addEventListener('context-provider', onArrival);
  seekers.add(seeker);
  stopWatchingPage ??= whenPageChanges(callSeekers);
  return () => {
    seekers.delete(seeker);
    if (seekers.size > 0) return;
    stopWatchingPage?.();
    stopWatchingPage = undefined;
  };
}

/** Makes every element look for its connection again. */
export function callSeekers(): void {
  for (const seeker of [...seekers]) seeker();
}

/** Announces a provider to our own elements and, by the context protocol, to consumers that asked before it existed. */
export function announceArrival(provider: HTMLElement): void {
  const event = new Event('context-provider', { bubbles: true, composed: true });
  provider.dispatchEvent(Object.assign(event, { context: connectionContext, contextTarget: provider }));
}

function onArrival(event: Event): void {
  const [provider] = event.composedPath();
  for (const seeker of [...seekers]) seeker(provider instanceof HTMLElement ? provider : undefined);
}

/**
 * Makes a provider answer the context requests (`@lit/context`) of the elements inside it.
 *
 * A consumer that subscribes is called again when a nearer provider arrives.
 */
export function answerRequests(provider: Provider & HTMLElement): void {
  provider.addEventListener('context-request', (event) => {
    const { context, callback, subscribe } = event;
    const asker = (event.contextTarget ?? event.composedPath()[0]) as HTMLElement;
    if (context !== connectionContext || asker === provider) return;
    event.stopPropagation();
    let answered = provider.connection;
    const stop = subscribe
      ? whenProvidersChange(() => {
          const connection = providedConnection(asker);
          if (connection && connection !== answered) callback((answered = connection), stop);
        })
      : undefined;
    callback(answered, stop);
  });
}

/** Returns the connection that an ancestor provides; `null` if no ancestor provides one. */
export function providedConnection(element: HTMLElement): Connection | undefined | null {
  let provided: Connection | undefined | null = null;
  element.dispatchEvent(new ContextEvent(connectionContext, element, (connection) => (provided = connection)));
  return provided;
}

/** Returns the connection of the provider with this name; if there are several, of the newest. */
export function namedConnection(name: string): Connection | undefined {
  return [...providers].findLast((provider) => provider.name === name)?.connection;
}

/**
 * Returns a setting that an element inherits: of the provider that it names or of those around, the nearest one that sets it.
 */
export function inherited(
  element: HTMLElement & { readonly connection?: unknown },
  setting: 'staleAfter' | 'maxRate' | 'pollEvery',
): number | undefined {
  // Read at every update, and rarely set.
  const setters = [...providers].filter((provider) => provider[setting] !== undefined);
  if (setters.length === 0) return undefined;
  const named = [...providers].findLast(({ name }) => name !== '' && name === element.connection);
  const place = named instanceof HTMLElement ? named : element;
  for (const ancestor of ancestorsOf(place)) {
    const value = setters.find((provider): boolean => Object.is(provider, ancestor))?.[setting];
    if (value !== undefined) return value;
  }
  return undefined;
}

/** Returns the provided connections, with the ids or else the names of their providers, in the order in which they arrived. */
export function providedConnections(): readonly { readonly name: string; readonly connection: Connection }[] {
  return [...providers].flatMap((provider) => {
    const { connection, name } = provider;
    return connection ? { name: (provider instanceof HTMLElement && provider.id) || name, connection } : [];
  });
}

/** Returns the connections of the providers with these ids (separated by spaces) in the element's tree, in the order of the ids. */
export function connectionsById(element: HTMLElement, ids: string): Connection[] {
  const near = [...providers].filter(
    (provider): provider is Provider & HTMLElement => provider instanceof HTMLElement && provider.getRootNode() === element.getRootNode(),
  );
  return ids
    .split(/\s+/)
    .filter(Boolean)
    .flatMap((id) => near.find((provider) => provider.id === id)?.connection ?? []);
}
