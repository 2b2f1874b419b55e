import { type Connection, createConnection, type Message } from 'cablegram';
import 'cablegram/define';
import { FakeCable } from 'cablegram/testing';
import { css, html, LitElement, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';

/**
 * The page of `bench/elements.ts`: the same content shown by elements and by hand-written code, on the same core and the same fake server.
 *
 * Hand-written code subscribes to `messages$`, keeps the newest value, formats it with one `Intl` formatter, and writes one text node a frame. It looks
 * like the element: as large, in the same boxes.
 */
export const fake: FakeCable = new FakeCable();
export const connection: Connection = createConnection({ transports: [fake.transport], linger: 0, idleAfter: 1e9 });
connection.keepOpen();

/** Something that is shown, and how the server sends to it. */
export interface Scene {
  readonly show: (here: HTMLElement) => void;
  readonly send: (number: number) => void;
}

const symbols = Array.from({ length: 200 }, (_, index) => `S${100 + index}`);
export const number: Intl.NumberFormat = new Intl.NumberFormat('en');
const price = new Intl.NumberFormat('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const percent = new Intl.NumberFormat('en', { style: 'percent', minimumFractionDigits: 2, maximumFractionDigits: 2 });
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

/** A value that goes up and down, so that both directions are shown. */
const valueOf = (count: number): number => 5000 + ((count * 37) % 1999);

export function element(
  name: string,
  properties: object = {},
  attributes: Readonly<Record<string, string>> = {},
  ...content: Node[]
): HTMLElement {
  const made = Object.assign(document.createElement(name), properties);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  made.append(...content);
  return made;
}

/** Calls `write` in the next frame, once for all the values that come until then. */
export function perFrame(write: () => void): () => void {
  let isAsked = false;
  return () => {
    if (isAsked) return;
    isAsked = true;
    requestAnimationFrame(() => {
      isAsked = false;
      write();
    });
  };
}

export function bodyOf(message: Message): Readonly<Record<string, unknown>> {
  return 'body' in message ? (message.body as Record<string, unknown>) : {};
}

export function sendValue(channel: string, id: number, count: number): void {
  fake.broadcast(channel, { id }, { type: 'datapoint', metric: 'orders', value: valueOf(count), timestamp: new Date().toISOString() });
}

function counters(most: number, attributes: Readonly<Record<string, string>>): Scene {
  return {
    show(here) {
      for (let id = 0; id < most; id += 1) {
        const counter = { channel: 'Counters', params: JSON.stringify({ id }), label: `Orders ${id}`, ...attributes };
        here.append(element('div', {}, {}, element('live-counter', { textContent: '0' }, counter)));
      }
    },
    send: (count) => sendValue('Counters', count % most, count),
  };
}

/** Hand-written counters: a label and a number each. */
function handCounters(most: number): Scene {
  return {
    show(here) {
      const news = new Map<Text, number>();
      const write = perFrame(() => {
        for (const [text, value] of news) text.data = number.format(value);
        news.clear();
      });
      for (let id = 0; id < most; id += 1) {
        const text = new Text('0');
        const label = element('span', { textContent: `Orders ${id}` });
        here.append(element('div', { className: 'counter' }, {}, label, element('span', { className: 'value' }, {}, text)));
        connection.channel('Counters', { id }).messages$.subscribe((message) => {
          news.set(text, Number(bodyOf(message)['value']));
          write();
        });
      }
    },
    send: (count) => sendValue('Counters', count % most, count),
  };
}

export function sendItem(channel: string, params: { readonly id?: number }, count: number): void {
  const at = new Date().toISOString();
  fake.broadcast(channel, params, { id: `item-${count}`, actor: 'Ada', verb: 'ordered', object: `Book ${count}`, at });
}

const feed: Scene = {
  show: (here) => here.append(element('live-feed', {}, { channel: 'Feed', label: 'Orders', insert: 'immediate' })),
  send: (count) => sendItem('Feed', {}, count),
};

interface ListItem {
  readonly id: string;
  readonly actor: string;
  readonly verb: string;
  readonly object: string;
  readonly at: string;
}

/** A list as one writes it with lit: the 50 newest items, keyed by id. */
class HandList extends LitElement {
  static override properties = { items: { attribute: false } };
  declare items: readonly ListItem[];

  constructor() {
    super();
    this.items = [];
  }

  take(item: ListItem): void {
    this.items = [item, ...this.items].slice(0, 50);
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult {
    const now = Date.now();
    return html`<div class="list" role="feed" aria-label="Orders">
      ${repeat(
        this.items,
        ({ id }) => id,
        ({ actor, verb, object, at }) =>
          html`<article tabindex="-1">
            <div><strong>${actor}</strong> ${verb} ${object}</div>
            <time datetime=${at}>${relative.format(Math.round((Date.parse(at) - now) / 1000), 'second')}</time>
          </article>`,
      )}
    </div>`;
  }
}
customElements.define('hand-list', HandList);

function handFeed(channel: string, params: { readonly id?: number }): HTMLElement {
  const list = new HandList();
  let news: ListItem[] = [];
  const write = perFrame(() => {
    for (const item of news) list.take(item);
    news = [];
  });
  connection.channel(channel, params).messages$.subscribe((message) => {
    news.push(bodyOf(message) as unknown as ListItem);
    write();
  });
  return list;
}

const handFeedScene: Scene = { show: (here) => here.append(handFeed('Feed', {})), send: feed.send };

function sendQuote(count: number): void {
  const symbol = symbols[count % symbols.length];
  fake.broadcast('Quotes', {}, { symbol, price: (valueOf(count) / 100).toFixed(2), previous_close: '55.00', at: Date.now() });
}

const ticker: Scene = {
  show: (here) => here.append(element('live-ticker', {}, { channel: 'Quotes', label: 'Quotes', layout: 'table' })),
  send: sendQuote,
};

/** A hand-written table of quotes: symbol, price, change and percent, coloured by direction. */
const handTicker: Scene = {
  show(here) {
    const body = element('tbody');
    here.append(element('table', {}, {}, body));
    const rows = new Map<string, { readonly row: HTMLElement; readonly cells: readonly Text[] }>();
    const news = new Map<string, number>();
    const write = perFrame(() => {
      for (const [symbol, value] of news) {
        let known = rows.get(symbol);
        if (!known) {
          const cells = Array.from({ length: 3 }, () => new Text());
          const row = element('tr', {}, {}, element('th', { textContent: symbol }), ...cells.map((cell) => element('td', {}, {}, cell)));
          rows.set(symbol, (known = { row, cells }));
          body.append(row);
        }
        const change = value - 55;
        const texts = [price.format(value), price.format(change), percent.format(change / 55)];
        known.cells.forEach((cell, index) => (cell.data = texts[index] ?? ''));
        const direction = change < 0 ? 'down' : 'up';
        if (known.row.dataset['direction'] !== direction) known.row.dataset['direction'] = direction;
      }
      news.clear();
    });
    connection.channel('Quotes', {}).messages$.subscribe((message) => {
      const { symbol, price: text } = bodyOf(message);
      news.set(String(symbol), Number(text));
      write();
    });
  },
  send: sendQuote,
};

/** 500 counters on 50 channels, ten on each, and 50 feeds on 50 more. The first message of each channel is sent with the page. */
const many: Scene = {
  show(here) {
    for (let id = 0; id < 500; id += 1) {
      const counter = { channel: 'Counters', params: JSON.stringify({ id: id % 50 }), label: `Orders ${id}` };
      here.append(element('div', {}, {}, element('live-counter', { textContent: '0' }, counter)));
    }
    for (let id = 0; id < 50; id += 1) here.append(element('live-feed', {}, { channel: 'Feeds', params: JSON.stringify({ id }) }));
  },
  send: sendToMany,
};

const handMany: Scene = {
  show(here) {
    for (let id = 0; id < 10; id += 1) handCounters(50).show(here);
    for (let id = 0; id < 50; id += 1) here.append(handFeed('Feeds', { id }));
  },
  send: sendToMany,
};

/** The least that an element with a shadow root can be: it renders its label, and follows nothing. */
class BareElement extends LitElement {
  static override properties = { label: {} };
  static override styles = css`
    :host {
      display: block;
    }
  `;
  declare label: string;

  protected override render(): TemplateResult {
    return html`<span>${this.label}</span>`;
  }
}
customElements.define('bare-element', BareElement);

/** As many elements as in `many`. */
const bare: Scene = {
  show(here) {
    for (let id = 0; id < 550; id += 1) here.append(element('div', {}, {}, element('bare-element', {}, { label: `Orders ${id}` })));
  },
  send: () => undefined,
};

function sendToMany(count: number): void {
  const id = count % 100;
  if (id < 50) sendValue('Counters', id, count);
  else sendItem('Feeds', { id: id - 50 }, count);
}

const scenes: Record<string, Scene> = {
  'counters plain': counters(50, { effect: 'none' }),
  'counters animated': counters(50, {}),
  'counters by hand': handCounters(50),
  feed,
  'feed by hand': handFeedScene,
  busy: counters(200, {}),
  'busy by hand': handCounters(200),
  ticker,
  'ticker by hand': handTicker,
  many,
  bare,
  'many by hand': handMany,
};

/** The look of what is written by hand. Counters stand in columns, so that all are in sight: an element out of sight renders on a slow beat. */
const LOOK = `
  live-connection:has(> div) { display: grid; grid-template-columns: repeat(auto-fill, minmax(7rem, 1fr)); }
  live-feed, hand-list { grid-column: 1 / -1; }
  .counter { display: inline-grid; grid-template-columns: max-content; gap: 0.125rem; }
  .counter > :first-child { font-size: 0.8125rem; }
  .counter > .value { font-size: 2rem; font-weight: 620; line-height: 1.2; font-variant-numeric: tabular-nums; letter-spacing: -0.02em; }
  .list > article { display: grid; grid-template-columns: 1.5rem 1fr; column-gap: 0.75rem; margin-block-end: 0.75rem; font-size: 0.8125rem; line-height: 1.45; }
  .list > article::before { display: grid; place-items: center; grid-row: 1 / span 2; block-size: 1.5rem; border-radius: 50%; background: #eee; content: '+'; }
  .stage { block-size: 15rem; inline-size: 100%; grid-column: 1 / -1; }
  .list > article > * { grid-column: 2; }
  table { inline-size: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; }
  th, td { padding: 0.5rem; border-block-end: 1px solid #ddd; text-align: end; }
  [data-direction='up'] > td:nth-child(n + 3) { color: green; }
  [data-direction='down'] > td:nth-child(n + 3) { color: red; }
`;

/** Adds scenes of another module. */
export function addScenes(more: Readonly<Record<string, Scene>>): void {
  Object.assign(scenes, more);
}

const nextFrame = (): Promise<number> => new Promise(requestAnimationFrame);
/** Waits for a task of its own, as each message of a socket has. */
const nextTask = (): Promise<void> =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });

let sent = 0;

/** Shows a scene, and sends it `first` messages. Resolves once that is painted. */
export async function show(name: string, first: number): Promise<void> {
  const { show: into, send } = sceneOf(name);
  const here = Object.assign(document.createElement('live-connection'), { connection });
  // A constructed sheet, which the page's policy allows.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(LOOK);
  document.adoptedStyleSheets = [sheet];
  document.body.append(here);
  into(here);
  await nextFrame();
  for (const end = sent + first; sent < end; sent += 1) send(sent);
  await nextFrame();
  await nextFrame();
  await nextTask();
}

/** Sends so many messages a frame, for so many frames. Returns how many frames a second there were. */
export async function run(name: string, messages: number, frames: number): Promise<number> {
  const { send } = sceneOf(name);
  const began = performance.now();
  let due = sent;
  for (let frame = 0; frame < frames; frame += 1) {
    await nextFrame();
    await nextTask();
    for (due += messages; sent < due; sent += 1) send(sent);
  }
  return (frames * 1000) / (performance.now() - began);
}

function sceneOf(name: string): Scene {
  const scene = scenes[name];
  if (!scene) throw new Error(`No scene is named ${JSON.stringify(name)}.`);
  return scene;
}
