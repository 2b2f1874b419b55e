import type { PropertyValues } from 'lit';
import { property } from 'lit/decorators.js';
import { filter, interval, skip, Subscription, tap, timer } from 'rxjs';
import { LiveConnection } from '../components/index.js';
import { type Command, createConnection, type Connection, type Transport } from '../src/index.js';
import { FakeCable, type FaultScript, playFaults } from '../src/testing/index.js';
import { faultsOf, type Network, network$ } from './network.js';
import { beginDay, type Day } from './print-shop.js';
import { styles } from './shop.styles.js';

/**
 * What happens at the server of a story.
 *
 * - `unavailable`: the connection is lost, and three attempts have failed.
 * - `waiting`: channels are confirmed, but no data is sent.
 * - `refused`: nobody is signed in.
 * - `partial`: one channel is refused.
 * - `silent`: the data stops.
 * - `mute`: the data and the heartbeat stop.
 * - `dialling`: the first connection attempt gets no answer.
 * - `gap`: the connection was lost for a while and is back.
 * - `missed`: it is back too, but no data has been sent since.
 * - `without-presence`: the server knows no presence.
 */
export type Scene =
  | 'live'
  | 'paused'
  | 'waiting'
  | 'reconnecting'
  | 'offline'
  | 'unavailable'
  | 'refused'
  | 'partial'
  | 'silent'
  | 'mute'
  | 'dialling'
  | 'polling'
  | 'closed'
  | 'gap'
  | 'missed'
  | 'without-presence'
  | 'storm';

/** How long everything works before the scene's trouble begins, in ms: long enough for a first value. */
const WELL_FOR = 200;

/** How long the connection is lost in the scenes `gap` and `missed`, in ms. */
const AWAY_FOR = 2_500;

/** How long the countdown of a lost connection is, in ms: long enough to look at. */
const RETRY_AFTER = 8_000;

/** How many attempts fail in a row before the connection is unavailable. */
const TRIES = 3;

/** How long a story without an answer waits for one, in ms. */
const PATIENCE = 600_000;

/** Who is in which room, by the room's channel. Nobody is in the others. */
const CREWS: Readonly<Record<string, readonly unknown[]>> = {
  WorkshopChannel: ['Ann Berg', 'José Núñez', '李雷', 'Mia', 'Omar Said', 'Zoë Fox', 'Hal'],
  BinderyChannel: ['Mia'],
  // What clients can say about themselves.
  StreetChannel: [
    'ليلى حسن',
    'Ada King-Noel, Countess of Lovelace, who signs every message with all of her names and titles',
    '<img src=x onerror=alert(1)>',
    '\u202Ekcab daer',
    `👩‍🎨 ${'Z'.padEnd(60, '\u0301')}oe`,
    '🦊',
    '   ',
    { first: 'No text' },
  ],
};

/** The channel that is rejected for everybody. */
const LOCKED = 'LockedChannel';

/** How many seconds of the shop happen in one second of the storm. */
const STORM = 50;

/**
 * A `<live-connection>` whose server is a fake print shop, for stories.
 *
 * Each has its own server, which starts when the element is connected and ends when it is removed. The same `seed` gives the same events.
 */
export class FakeShop extends LiveConnection {
  @property() scene: Scene = 'live';
  @property({ type: Number }) seed = 7;

  #server = new FakeCable();
  #day = beginDay(7);
  #work = Subscription.EMPTY;
  #running: Subscription | undefined;
  #own: Connection | undefined;
  #network: Network = 'story';
  #faults: FaultScript | undefined;
  #following: Subscription | undefined;

  override connectedCallback(): void {
    this.#network = network$.value;
    this.#begin();
    this.#following = network$.pipe(skip(1)).subscribe((network) => this.#change(network));
    super.connectedCallback();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#following?.unsubscribe();
    this.#end();
  }

  /** Stops all events; the display stays. */
  hold(): void {
    this.#running?.unsubscribe();
    this.#work.unsubscribe();
  }

  /** Sends a body to the subscribers of a channel without parameters. */
  send(channel: string, body: unknown): void {
    this.#server.broadcast(channel, {}, body);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (this.hasUpdated && (changed.has('scene') || changed.has('seed'))) {
      this.#end();
      this.#begin();
    }
    super.willUpdate(changed);
  }

  /** Another network happens to the running shop, so that the elements keep what they show. What is final needs a new connection. */
  #change(network: Network): void {
    const before = this.#network;
    if (network === before) return;
    const isFinal = before === 'story' || network === 'story' || before === 'reject' || before === 'signed-out';
    this.#network = network;
    if (isFinal) {
      this.#end();
      return this.#begin();
    }
    this.#startWork();
    this.#disturb(this.#server);
    if (before === 'drop' || before === 'offline') this.#own?.reconnect();
  }

  #disturb(server: FakeCable): void {
    this.#faults?.end();
    this.#faults = playFaults(server, faultsOf(this.#network));
    if (this.#network === 'reject') rejectAll(server);
  }

  /** The scene that is played: on a network of the toolbar, all is well but for the network. */
  get #played(): Scene {
    return this.#network === 'story' || this.scene === 'paused' ? this.scene : 'live';
  }

  #begin(): void {
    const scene = this.#played;
    const presence = scene === 'without-presence' ? 'without-broker' : true;
    const server = new FakeCable({ accept: scene !== 'dialling' && scene !== 'polling', presence });
    for (const [channel, crew] of Object.entries(CREWS)) {
      for (const [id, name] of crew.entries()) server.join(channel, {}, String(id), { name });
    }
    this.#server = server;
    const day = beginDay(this.seed);
    this.#day = day;
    this.#own = createConnection({
      transports: [scene === 'waiting' ? server.transport : greeting(server, day, scene === 'missed', () => this.#network === 'reject')],
      retry: (attempt) => {
        const isBrief = scene === 'gap' || scene === 'missed' || this.#network === 'gap' || this.#network === 'half-open';
        return isBrief ? AWAY_FOR : scene === 'unavailable' && attempt < TRIES ? 0 : RETRY_AFTER;
      },
      openWithin: PATIENCE,
      ...(scene === 'mute' && { heartbeatWithin: PATIENCE }),
      environment: { isOnline: () => scene !== 'offline' && this.#network !== 'offline' && navigator.onLine },
    });
    this.connection = this.#own;
    this.#running = interval(3_000).subscribe(() => scene !== 'mute' && server.heartbeat());
    this.#startWork();
    this.#running.add(
      timer(WELL_FOR).subscribe(() => {
        this.#play(server);
        this.#disturb(server);
      }),
    );
  }

  #startWork(): void {
    this.#work.unsubscribe();
    const scene = this.#played;
    if (scene !== 'waiting' && scene !== 'mute') this.#work = this.#workOn(this.#server, this.#day);
  }

  #workOn(server: FakeCable, day: Day): Subscription {
    const scene = this.#played;
    const isBrief = scene === 'silent' || scene === 'missed';
    const isStorm = scene === 'storm' || this.#network === 'flood';
    return interval(isStorm ? 1_000 / STORM : 1_000).subscribe((second) => {
      if (isBrief && second > 0) return;
      for (const { channel, metric, body } of day.tick(Date.now())) server.broadcast(channel, metric ? { metric } : {}, body);
    });
  }

  #play(server: FakeCable): void {
    switch (this.#played) {
      case 'paused':
        return this.connection?.pause();
      case 'reconnecting':
      case 'unavailable':
      case 'offline':
        server.refuse();
        return server.drop();
      case 'gap':
      case 'missed':
        return server.drop();
      case 'refused':
        return server.goodbye('unauthorized', false);
      case 'partial':
        return server.reject('AnalyticsChannel', { metric: 'visitors' });
      case 'polling':
        return server.signal({ type: 'open', kind: 'polling' });
      case 'closed':
        return this.#own?.close();
    }
  }

  #end(): void {
    this.#faults?.end();
    this.hold();
    this.#own?.close();
  }
}

/** Rejects all channels that the client has asked for so far. */
function rejectAll(server: FakeCable): void {
  for (const { type, identifier } of [...server.commands]) if (type === 'subscribe') reject(server, identifier);
}

function reject(server: FakeCable, identifier: string): void {
  server.signal({ type: 'rejected', identifier });
}

function isLocked({ identifier }: Command): boolean {
  return identifier.includes(LOCKED);
}

/** Sends the shop's current state to each new subscriber of a channel, or only to the first; or rejects it. */
function greeting(server: FakeCable, day: Day, isOnce: boolean, isRejecting: () => boolean): Transport {
  const greeted = new Set<string>();
  return (commands$, dial) =>
    server.transport(
      commands$.pipe(
        tap((command) => {
          if (command.type !== 'subscribe') return;
          const { identifier } = command;
          queueMicrotask(() => (isRejecting() || isLocked(command) ? reject(server, identifier) : greet(identifier)));
        }),
        // The fake server would confirm it first.
        filter((command) => !isLocked(command)),
      ),
      dial,
    );

  function greet(identifier: string): void {
    if (isOnce && greeted.has(identifier)) return;
    greeted.add(identifier);
    const { channel, ...params } = JSON.parse(identifier) as { channel: string; metric?: string };
    for (const body of day.greet(channel, params.metric ?? '', Date.now())) server.broadcast(channel, params, body);
  }
}

/** The control of a story's scene. */
export function sceneControl(...options: readonly Scene[]) {
  return {
    control: 'select',
    options,
    description: 'What happens at the server of the story. It is no attribute of the element.',
    table: { category: 'the story' },
  } as const;
}

/** Parameters of all stories. The code that Storybook shows is a page's, with a connection instead of the fake. */
export const shopParameters = {
  layout: 'fullscreen',
  docs: {
    source: {
      transform: (code: string): string =>
        code
          .replaceAll(/<!--.*?-->/g, '')
          .replaceAll('fake-shop', 'live-connection')
          .replaceAll(/ (scene|seed)="[^"]*"/g, ''),
    },
  },
};

if (!customElements.get('fake-shop')) customElements.define('fake-shop', FakeShop);
if (styles.styleSheet) document.adoptedStyleSheets.push(styles.styleSheet);

declare global {
  interface HTMLElementTagNameMap {
    'fake-shop': FakeShop;
  }
}
