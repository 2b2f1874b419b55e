import { cable, createConnection, type Connection, type SocketClass } from 'cablegram';
import type { VirtualTime } from 'cablegram/testing';

/** What a snapshot's address answers: JSON as text, or a value; a function answers anew each time. */
type Answer = string | object | (() => string | object | Promise<string | object>);

/**
 * A page with a fake server behind it, in virtual time: text on a socket, text from HTTP, and what a person then sees.
 *
 * Everything between is what is published, so that a body is parsed, decoded, repaired and rendered as on a customer's page.
 */
export class Stage {
  readonly connection: Connection;
  /** Commands as they were sent, parsed. */
  readonly sent: string[] = [];
  /** Messages of `live-error` events. */
  readonly errors: string[] = [];
  readonly warnings: string[] = [];
  /** How many `live-gap` events came. */
  gaps = 0;
  /** How often each address was fetched. */
  readonly fetches = new Map<string, number>();
  /** Answers by path. */
  readonly routes: Record<string, Answer> = {};
  /** Bodies that the server transmits at each subscription, before it confirms. */
  transmits: readonly string[] = [];
  /** Whether dials fail. */
  refuses = false;
  readonly #time: VirtualTime;
  readonly #host = document.createElement('live-connection');
  readonly #subscribed = new Set<string>();
  #socket: FakeSocket | undefined;
  readonly #restore: () => void;

  constructor(time: VirtualTime) {
    this.#time = time;
    const dial = (socket: FakeSocket): void => {
      this.#socket = socket;
      setTimeout(() => (this.refuses ? socket.end() : socket.open()), 5);
    };
    const onSend = (text: string): void => this.#onCommand(text);
    const WebSocket = class extends FakeSocket {
      constructor() {
        super(onSend);
        dial(this);
      }
    };
    this.connection = createConnection({
      transports: [cable('/cable', { WebSocket: WebSocket as unknown as SocketClass })],
      environment: time.environment,
    });
    this.#host.connection = this.connection;
    document.body.append(this.#host);
    this.#restore = this.#listen();
    const beat = (): void => {
      this.#socket?.receive('{"type":"ping","message":1}');
      setTimeout(beat, 3_000);
    };
    beat();
  }

  /** Puts markup inside the `<live-connection>`, and returns its first element. */
  async put(html: string): Promise<HTMLElement> {
    const template = document.createElement('template');
    template.innerHTML = trusted(html);
    const element = document.importNode(template.content, true).firstElementChild;
    if (!(element instanceof HTMLElement)) throw new Error(`No element in ${html}`);
    this.#host.append(element);
    await this.wait(100);
    return element;
  }

  /** Appends an element that the page made. */
  async add(element: HTMLElement): Promise<void> {
    this.#host.append(element);
    await this.wait(100);
  }

  /** Lets time pass. */
  async wait(duration: number): Promise<void> {
    await this.#time.advanceAsync(duration);
  }

  /** Sends a body, as JSON text, to whoever subscribed to a channel, and lets 100 ms pass. */
  async say(json: string, channel = 'C'): Promise<void> {
    for (const identifier of this.#subscribed)
      if ((JSON.parse(identifier) as { channel: string }).channel === channel) this.frame(bodyFrame(identifier, json));
    await this.wait(100);
  }

  /** Brings a frame as it is. */
  frame(text: string): void {
    this.#socket?.receive(text);
  }

  /** Loses the link; 5 s later it is back unless `refuses`. */
  async drop(): Promise<void> {
    this.#subscribed.clear();
    this.#socket?.end();
    await this.wait(5_000);
  }

  close(): void {
    this.#restore();
    this.#host.remove();
    this.connection.close();
  }

  #onCommand(text: string): void {
    this.sent.push(text);
    const { command, identifier } = JSON.parse(text) as { readonly command: string; readonly identifier: string };
    if (command === 'unsubscribe') this.#subscribed.delete(identifier);
    if (command !== 'subscribe') return;
    this.#subscribed.add(identifier);
    setTimeout(() => {
      for (const json of this.transmits) this.frame(bodyFrame(identifier, json));
      this.frame(JSON.stringify({ identifier, type: 'confirm_subscription' }));
    }, 2);
  }

  #listen(): () => void {
    const onError = (event: Event): void => void this.errors.push(String((event as unknown as { error: unknown }).error));
    const onGap = (): void => void (this.gaps += 1);
    addEventListener('live-error', onError);
    addEventListener('live-gap', onGap);
    const { fetch } = globalThis;
    const { warn } = console;
    globalThis.fetch = async (input) => {
      const { pathname } = new URL(input as string, location.href);
      this.fetches.set(pathname, (this.fetches.get(pathname) ?? 0) + 1);
      const route = this.routes[pathname];
      const answer: unknown = await (typeof route === 'function' ? (route as () => unknown)() : route);
      const text = typeof answer === 'string' ? answer : JSON.stringify(answer);
      return new Response(text, { status: answer === undefined ? 404 : 200, headers: { 'content-type': 'application/json' } });
    };
    console.warn = (...parts: unknown[]) => void this.warnings.push(parts.map(String).join(' '));
    return () => {
      removeEventListener('live-error', onError);
      removeEventListener('live-gap', onGap);
      Object.assign(globalThis, { fetch });
      Object.assign(console, { warn });
    };
  }
}

class FakeSocket {
  readyState = 0;
  protocol = '';
  bufferedAmount = 0;
  onopen: ((event: unknown) => void) | null = null;
  onmessage: ((event: unknown) => void) | null = null;
  onclose: ((event: unknown) => void) | null = null;
  onerror: ((event: unknown) => void) | null = null;
  readonly #onSend: (text: string) => void;

  constructor(onSend: (text: string) => void) {
    this.#onSend = onSend;
  }

  open(): void {
    if (this.readyState !== 0) return;
    this.readyState = 1;
    this.protocol = 'actioncable-v1-json';
    this.onopen?.({});
    this.receive('{"type":"welcome"}');
    this.receive('{"type":"ping","message":1}');
  }

  receive(data: string): void {
    if (this.readyState === 1) this.onmessage?.({ data });
  }

  send(text: string): void {
    this.#onSend(text);
  }

  close(): void {
    this.end(1000);
  }

  end(code = 1006): void {
    if (this.readyState === 3) return;
    this.readyState = 3;
    setTimeout(() => this.onclose?.({ code }), 0);
  }
}

function bodyFrame(identifier: string, json: string): string {
  return `{"identifier":${JSON.stringify(identifier)},"message":${json}}`;
}

/** The page's policy lets no text become markup, but by a policy of its own. */
const policy = (
  globalThis as { trustedTypes?: { createPolicy(name: string, rules: object): { createHTML(text: string): string } } }
).trustedTypes?.createPolicy('page', { createHTML: (text: string) => text });

function trusted(html: string): string {
  return policy?.createHTML(html) ?? html;
}
