import type { PropertyValues } from 'lit';
import { property } from 'lit/decorators.js';
import { interval, type Subscription, tap, timer } from 'rxjs';
import { LiveConnection } from '../components/index.js';
import { createConnection, type Connection, type Transport } from '../src/index.js';
import { FakeCable } from '../src/testing/index.js';
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
  #running: Subscription | undefined;
  #own: Connection | undefined;

  override connectedCallback(): void {
    this.#begin();
    super.connectedCallback();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#end();
  }

  /** Stops all events; the display stays. */
  hold(): void {
    this.#running?.unsubscribe();
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

  #begin(): void {
    const { scene } = this;
    const server = new FakeCable({ accept: scene !== 'dialling' && scene !== 'polling' });
    this.#server = server;
    const day = beginDay(this.seed);
    this.#own = createConnection({
      transports: [scene === 'waiting' ? server.transport : greeting(server, day, scene === 'missed')],
      retry: (attempt) => (scene === 'gap' || scene === 'missed' ? AWAY_FOR : scene === 'unavailable' && attempt < TRIES ? 0 : RETRY_AFTER),
      openWithin: PATIENCE,
      ...(scene === 'mute' && { heartbeatWithin: PATIENCE }),
      environment: scene === 'offline' ? { isOnline: () => false } : {},
    });
    this.connection = this.#own;
    this.#running = interval(3_000).subscribe(() => scene !== 'mute' && server.heartbeat());
    if (scene !== 'waiting' && scene !== 'mute') this.#running.add(this.#work(server, day));
    this.#running.add(timer(WELL_FOR).subscribe(() => this.#play(server)));
  }

  #work(server: FakeCable, day: Day): Subscription {
    const isStorm = this.scene === 'storm';
    const isBrief = this.scene === 'silent' || this.scene === 'missed';
    return interval(isStorm ? 1_000 / STORM : 1_000).subscribe((second) => {
      if (isBrief && second > 0) return;
      for (const { channel, metric, body } of day.tick(Date.now())) server.broadcast(channel, metric ? { metric } : {}, body);
    });
  }

  #play(server: FakeCable): void {
    switch (this.scene) {
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
    this.#running?.unsubscribe();
    this.#own?.close();
  }
}

/** Sends the shop's current state to each new subscriber of a channel, or only to the first. */
function greeting(server: FakeCable, day: Day, isOnce: boolean): Transport {
  const greeted = new Set<string>();
  return (commands$, dial) =>
    server.transport(
      commands$.pipe(
        tap((command) => {
          if (command.type === 'subscribe') queueMicrotask(() => greet(command.identifier));
        }),
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
