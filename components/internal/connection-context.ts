import { type Context, ContextEvent, createContext } from '@lit/context';
import type { Connection } from '../../src/index.js';
import { whenPageChanges } from './page-connection.js';

/** What `<live-connection>` provides; users of `@lit/context` consume it by the same key. */
export const connectionContext: Context<symbol, Connection> = createContext<Connection, symbol>(Symbol.for('cablegram.connection'));

/** An element, or anything else of the page, that provides a connection, also under a name. */
export interface Provider {
  readonly name: string;
  readonly connection?: Connection | undefined;
}

/** Called when a provider came, or, without one, when any may have changed. */
export type Seeker = (arrived?: HTMLElement) => void;

const providers = new Set<Provider>();
const seekers = new Set<Seeker>();
let stopWatchingPage: (() => void) | undefined;

/** Counts a provider among those of the page; returns a function that takes it back. */
export function joinProviders(provider: Provider): () => void {
  providers.add(provider);
  return () => {
    providers.delete(provider);
    callSeekers();
  };
}

/** Calls back whenever a provider comes, goes or changes, or the page names another cable; returns a function that stops. */
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

/** Lets everybody look for a connection again. */
export function callSeekers(): void {
  for (const seeker of [...seekers]) seeker();
}

/** Announces a provider to the page: to our own elements, and by the context protocol to anybody who asked before it was there. */
export function announceArrival(provider: HTMLElement): void {
  const event = new Event('context-provider', { bubbles: true, composed: true });
  provider.dispatchEvent(Object.assign(event, { context: connectionContext, contextTarget: provider }));
}

function onArrival(event: Event): void {
  const [provider] = event.composedPath();
  for (const seeker of [...seekers]) seeker(provider instanceof HTMLElement ? provider : undefined);
}

/**
 * Lets a provider answer the elements inside it that ask by the protocol of `@lit/context`.
 *
 * One that subscribes is answered again when a nearer provider comes.
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

/** The connection that is provided around an element; `null` if nobody provides one. */
export function providedConnection(element: HTMLElement): Connection | undefined | null {
  let provided: Connection | undefined | null = null;
  element.dispatchEvent(new ContextEvent(connectionContext, element, (connection) => (provided = connection)));
  return provided;
}

/** The connection of the provider with a name, the newest of several. */
export function namedConnection(name: string): Connection | undefined {
  return [...providers].findLast((provider) => provider.name === name)?.connection;
}

/** The connections of the providers with these ids (separated by spaces) in the tree of an element, in the order of the ids. */
export function connectionsById(element: HTMLElement, ids: string): Connection[] {
  const near = [...providers].filter(
    (provider): provider is Provider & HTMLElement => provider instanceof HTMLElement && provider.getRootNode() === element.getRootNode(),
  );
  return ids
    .split(/\s+/)
    .filter(Boolean)
    .flatMap((id) => near.find((provider) => provider.id === id)?.connection ?? []);
}
