import { fixture, html, nextFrame } from '@open-wc/testing';
import { ignoreElements, merge, Subject } from 'rxjs';
import type { LiveFeed } from '../../../components/live-feed/live-feed.js';
import { type Channel, type Connection, decode, type Message } from '../../../src/index.js';
import { FakeCable } from '../../../src/testing/index.js';
import { steadyConnection } from '../../support/steady-connection.js';

/** A feed of a page, and what the test lets its channel deliver. */
export interface FeedScene {
  readonly feed: LiveFeed;
  readonly connection: Connection;
  /** Delivers bodies as one batch. */
  send(...bodies: readonly unknown[]): Promise<void>;
  /** Delivers a snapshot of these bodies. */
  snapshot(...bodies: readonly unknown[]): Promise<void>;
  deliver(...messages: readonly Message[]): Promise<void>;
  settled(): Promise<void>;
}

const connections: Connection[] = [];

/** Makes a feed whose channel delivers only what the test says. */
export async function feedScene(attributes: Partial<LiveFeed> = {}, content = html``): Promise<FeedScene> {
  const batches$ = new Subject<readonly Message[]>();
  const real = steadyConnection(new FakeCable());
  connections.push(real);
  const connection = withBatches(real, batches$);
  const feed = await fixture<LiveFeed>(html`<live-feed label="x" channel="C" .connection=${connection}>${content}</live-feed>`);
  Object.assign(feed, attributes);
  const settled = async (): Promise<void> => {
    await nextFrame();
    await feed.updateComplete;
    await nextFrame();
  };
  const deliver = async (...messages: readonly Message[]): Promise<void> => {
    batches$.next(messages);
    await settled();
  };
  await settled();
  return {
    feed,
    connection,
    deliver,
    settled,
    send: (...bodies) => deliver(...bodies.map((body) => decode(body))),
    snapshot: (...bodies) => deliver({ type: 'snapshot', messages: bodies.map((body) => decode(body)) }),
  };
}

/** Lets items settle in for longer than a test lasts, so that their motion is seen on a slow machine, too. Returns how to end that. */
export function settleSlowly(): () => void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('[data-live-new] { transition-duration: 600s !important }');
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  return () => (document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet));
}

/** Closes the connections of all scenes. */
export function closeScenes(): void {
  for (const connection of connections.splice(0)) connection.close();
}

/** The texts of the items that are shown, in the order of the page. */
export function shownTexts(feed: LiveFeed): string[] {
  return [...feed.children]
    .filter((child) => child.localName !== 'template' && child.checkVisibility())
    .map((child) => (child.firstElementChild ?? child).textContent.trim());
}

function withBatches(connection: Connection, batches$: Subject<readonly Message[]>): Connection {
  const channel = (name: string): Channel =>
    new Proxy(connection.channel(name), {
      get: (real, key) =>
        key === 'batches$' ? merge(real.batches$.pipe(ignoreElements()), batches$) : (real[key as keyof Channel] as unknown),
    });
  return new Proxy(connection, { get: (real, key) => (key === 'channel' ? channel : (real[key as keyof Connection] as unknown)) });
}
