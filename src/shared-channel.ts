import { BehaviorSubject, Observable, Subject, Subscription, timer } from 'rxjs';
import { CablegramError, type CablegramErrorCode } from './errors.js';
import type { Hub, IdentifierEvent } from './hub.js';
import { decode as decodeBody, visitMembers, type Decode, type Gap, type Message } from './message.js';
import { shareWhileUsed } from './operators/share-while-used.js';
import type { SubscriptionState } from './subscription.js';

/** How a channel stands with the server, apart from the connection's own status. */
export interface SharedState {
  readonly subscription: SubscriptionState;
  /** Whether it was confirmed since it is in use, so that something older may be on show. */
  readonly wasLive: boolean;
  readonly heard: boolean;
}

/** What all views of one identifier share: the subscription on the wire, and the decoding. */
export interface SharedChannel {
  readonly identifier: string;
  readonly bodies$: Observable<unknown>;
  readonly messages$: Observable<Message>;
  readonly errors$: Observable<CablegramError>;
  readonly state$: Observable<SharedState>;
  readonly state: SharedState;
  readonly lastHeardAt: number | undefined;
  /** Takes in what a view says of the channel; two different values for one thing are the caller's mistake. */
  agree(options: SharedOptions): void;
  perform(action: string, data: Readonly<Record<string, unknown>>): Promise<void>;
}

/** What views of one identifier must agree on; what one leaves out it takes from the others. */
export interface SharedOptions {
  readonly decode?: Decode;
}

/** How long `perform` waits for a confirmed subscription, in ms. */
const PERFORM_WITHIN = 10_000;

const UNUSED: SharedState = { subscription: 'waiting', wasLive: false, heard: false };

/** Makes the part that the views of one identifier share; it uses the hub only while one of its streams is subscribed to. */
export function createSharedChannel(hub: Hub, identifier: string): SharedChannel {
  const state$ = new BehaviorSubject(UNUSED);
  const errors$ = new Subject<CablegramError>();
  let decode: Decode | undefined;
  let lastHeardAt: number | undefined;

  function note(event: IdentifierEvent): void {
    const { value: state } = state$;
    if (event.type === 'body') {
      lastHeardAt = Date.now();
      if (!state.heard) state$.next({ ...state, heard: true });
    } else if (event.type === 'subscription' && event.state !== state.subscription) {
      state$.next({ ...state, subscription: event.state, wasLive: state.wasLive || event.state === 'confirmed' });
    }
  }

  function read(body: unknown): Message | undefined {
    try {
      return (decode ?? decodeBody)(body, Date.now());
    } catch (cause) {
      errors$.next(new CablegramError('body-undecodable', `A body of ${identifier} could not be decoded and was left out.`, { cause }));
      return undefined;
    }
  }

  const event$ = new Observable<IdentifierEvent>((subscriber) => {
    subscriber.add(() => state$.next(UNUSED));
    return hub.follow(identifier).subscribe({
      next(event) {
        note(event);
        subscriber.next(event);
      },
      complete: () => subscriber.complete(),
    });
  }).pipe(shareWhileUsed());

  return {
    identifier,
    bodies$: bodiesOf(event$),
    messages$: messagesOf(event$, read).pipe(shareWhileUsed()),
    errors$: errors$.asObservable(),
    state$: state$.asObservable(),
    get state() {
      return state$.value;
    },
    get lastHeardAt() {
      return lastHeardAt;
    },
    agree(options) {
      if (!options.decode) return;
      if (decode && decode !== options.decode) {
        throw new CablegramError('channel-conflict', `Two views of ${identifier} bring different decoders; give all of them the same one.`);
      }
      decode = options.decode;
    },
    perform: (action, data) => perform(hub, identifier, JSON.stringify({ ...data, action })),
  };
}

/**
 * Finds the shared channel of an identifier, or makes it; two views get the same one.
 *
 * It lives as long as one of its views, so that a page may follow any number of identifiers one after the other.
 *
 * @throws CablegramError `channel-conflict` where a view and those before it want different things.
 */
export function shareChannels(hub: Hub): (identifier: string, options: SharedOptions) => SharedChannel {
  const known = new Map<string, WeakRef<SharedChannel>>();
  const gone = new FinalizationRegistry<string>((identifier) => {
    if (!known.get(identifier)?.deref()) known.delete(identifier);
  });
  return (identifier, options) => {
    const shared = known.get(identifier)?.deref() ?? createSharedChannel(hub, identifier);
    if (known.get(identifier)?.deref() !== shared) {
      known.set(identifier, new WeakRef(shared));
      gone.register(shared, identifier);
    }
    shared.agree(options);
    return shared;
  };
}

function bodiesOf(event$: Observable<IdentifierEvent>): Observable<unknown> {
  return new Observable((subscriber) =>
    event$.subscribe({
      next(event) {
        if (event.type === 'body') visitMembers(event.body, (member) => subscriber.next(member));
      },
      complete: () => subscriber.complete(),
    }),
  );
}

/** Decodes bodies, and tells as a `gap` what was missed between the loss of a link and the confirmation after it. */
function messagesOf(event$: Observable<IdentifierEvent>, read: (body: unknown) => Message | undefined): Observable<Message> {
  return new Observable((subscriber) => {
    let live = false;
    let missedSince: number | undefined;
    function deliver(member: unknown): void {
      const message = read(member);
      if (message) subscriber.next(message);
    }
    return event$.subscribe({
      next(event) {
        if (event.type === 'body') visitMembers(event.body, deliver);
        else if (event.type === 'lost') {
          if (live) missedSince ??= event.heardAt ?? Date.now();
        } else if (event.state === 'confirmed') {
          live = true;
          if (missedSince !== undefined) subscriber.next(gap(missedSince));
          missedSince = undefined;
        }
      },
      complete: () => subscriber.complete(),
    });
  });
}

function gap(since: number): Gap {
  return { type: 'gap', since, until: Date.now() };
}

/** Wants the identifier until the server has answered, so that an action reaches a channel that stands. */
function perform(hub: Hub, identifier: string, data: string): Promise<void> {
  const waiting = new Subscription();
  const handed = new Promise<void>((resolve, reject) => {
    const fail = (code: CablegramErrorCode, message: string): void => reject(new CablegramError(code, message));
    waiting.add(timer(PERFORM_WITHIN).subscribe(() => fail('timed-out', `${identifier} was not confirmed within ${PERFORM_WITHIN} ms.`)));
    waiting.add(
      hub.follow(identifier).subscribe({
        next(event) {
          if (event.type !== 'subscription') return;
          if (event.state === 'rejected') fail('subscription-rejected', `The server rejected ${identifier}.`);
          if (event.state !== 'confirmed') return;
          hub.perform(identifier, data);
          resolve();
        },
        complete: () => fail('connection-closed', 'The connection was closed before the action could be sent.'),
      }),
    );
  });
  return handed.finally(() => waiting.unsubscribe());
}
