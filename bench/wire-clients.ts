import { createCable } from '@anycable/web';
import { adapters, createConsumer } from '@rails/actioncable';
import { createConnection } from 'cablegram';
import { Centrifuge } from 'centrifuge';
import { filter, firstValueFrom } from 'rxjs';
import { CableServer, channelNames, type Wire } from './cable-server.js';

/** Opens a client with so many channels, and calls `onBody` with each body. Resolves once all channels are confirmed. */
type OpenClient = (url: string, channels: number, onBody: (body: unknown) => void) => Promise<void>;

/** The page of `bench/compare.ts` for sockets: each client as its documentation shows it, with its defaults, and a socket by hand. */
const clients: Readonly<Record<string, OpenClient>> = {
  native(url, channels, onBody) {
    return new Promise((resolve) => {
      const socket = new WebSocket(url, ['actioncable-v1-json']);
      const handlers = new Map<string, (body: unknown) => void>();
      let waiting = channels;
      socket.addEventListener('message', ({ data }: MessageEvent<string>) => {
        const { type, identifier, message } = JSON.parse(data) as { type?: string; identifier: string; message: unknown };
        if (type === undefined) handlers.get(identifier)?.(message);
        else if (type === 'confirm_subscription' && --waiting === 0) resolve();
        else if (type === 'welcome')
          for (const id of channelNames(channels)) {
            const asked = JSON.stringify({ channel: 'BenchChannel', id });
            handlers.set(asked, onBody);
            socket.send(JSON.stringify({ command: 'subscribe', identifier: asked }));
          }
      });
    });
  },
  'cablegram bodies$': (url, channels, onBody) => openOurs(url, channels, 'bodies$', onBody),
  'cablegram messages$': (url, channels, onBody) => openOurs(url, channels, 'messages$', onBody),
  async '@rails/actioncable'(url, channels, onBody) {
    adapters.WebSocket = WebSocket;
    const consumer = createConsumer(url);
    await eachChannel(channels, (id, connected) => {
      consumer.subscriptions.create({ channel: 'BenchChannel', id }, { connected, received: onBody });
    });
  },
  async '@anycable/web'(url, channels, onBody) {
    const cable = createCable(url);
    await eachChannel(channels, (id, connected) => {
      const channel = cable.subscribeTo('BenchChannel', { id });
      channel.on('connect', connected);
      channel.on('message', onBody);
    });
  },
  async centrifuge(url, channels, onBody) {
    const centrifuge = new Centrifuge(url);
    await eachChannel(channels, (id, connected) => {
      const subscription = centrifuge.newSubscription(id);
      subscription.on('subscribed', connected);
      subscription.on('publication', ({ data }) => onBody(data));
      subscription.subscribe();
      centrifuge.connect();
    });
  },
};

async function openOurs(url: string, channels: number, stream: 'bodies$' | 'messages$', onBody: (body: unknown) => void): Promise<void> {
  const connection = createConnection({ url });
  await eachChannel(channels, (id, connected) => {
    const channel = connection.channel('BenchChannel', { id });
    channel[stream].subscribe(onBody);
    firstValueFrom(channel.status$.pipe(filter(({ subscription }) => subscription === 'confirmed'))).then(connected, console.error);
  });
}

/** Opens each channel, and resolves once all said that they are connected. */
async function eachChannel(channels: number, open: (id: string, connected: () => void) => void): Promise<void> {
  await Promise.all(channelNames(channels).map((id) => new Promise<void>((resolve) => open(id, resolve))));
}

/** A socket whose server is in the page, so that only the client's own work is measured. */
class LocalSocket {
  static readonly CONNECTING = 0;
  static readonly OPEN = 1;
  static readonly CLOSING = 2;
  static readonly CLOSED = 3;
  static latest: LocalSocket | undefined;
  readonly server: CableServer;
  readonly protocol: string;
  readonly bufferedAmount = 0;
  readyState: number = LocalSocket.CONNECTING;
  onopen: ((event: Event) => void) | null = null;
  onmessage: ((event: { readonly data: string }) => void) | null = null;
  onclose: ((event: Event) => void) | null = null;
  onerror: ((event: Event) => void) | null = null;
  readonly #listeners = new Map<string, Set<(event: object) => void>>();

  constructor(url: string, protocols: string | readonly string[] = []) {
    this.server = new CableServer(url.endsWith('centrifuge') ? 'centrifuge' : 'cable');
    this.protocol = [protocols].flat()[0] ?? '';
    LocalSocket.latest = this;
    setTimeout(() => {
      this.readyState = LocalSocket.OPEN;
      const event = new Event('open');
      this.onopen?.(event);
      for (const listener of this.#listeners.get('open') ?? []) listener(event);
      this.server.greet().forEach((text) => this.deliver(text));
    });
  }

  addEventListener(type: string, listener: (event: object) => void): void {
    const known = this.#listeners.get(type) ?? new Set();
    this.#listeners.set(type, known.add(listener));
  }

  removeEventListener(type: string, listener: (event: object) => void): void {
    this.#listeners.get(type)?.delete(listener);
  }

  send(text: string): void {
    const answers = this.server.answer(text);
    setTimeout(() => answers.forEach((answer) => this.deliver(answer)));
  }

  close(): void {
    this.readyState = LocalSocket.CLOSED;
  }

  deliver(data: string): void {
    const event = { type: 'message', data };
    this.onmessage?.(event);
    for (const listener of this.#listeners.get('message') ?? []) listener(event);
  }
}

let seen = 0;

/** Opens a client over a real socket, or in the page alone. */
export function open(name: string, wire: Wire, channels: number, isLocal: boolean): Promise<void> {
  if (isLocal) Object.assign(globalThis, { WebSocket: LocalSocket });
  const client = clients[name];
  if (!client) throw new Error(`No client is named ${JSON.stringify(name)}.`);
  return client(`${location.origin.replace('http', 'ws')}/${wire}`, channels, () => (seen += 1));
}

/** Hands so many frames to the client of this page's own socket. */
export function deliver(messages: number): void {
  const { latest } = LocalSocket;
  const frames = latest?.server.frames() ?? [];
  for (let index = 0; index < messages; index += 1) latest?.deliver(frames[index % frames.length] ?? '');
}

/** Resolves once so many bodies were handled since the page began. */
export async function handled(bodies: number): Promise<void> {
  while (seen < bodies) await new Promise((resolve) => setTimeout(resolve, 20));
}
