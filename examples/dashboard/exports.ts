import type { Channel, Connection, Message } from 'cablegram';
import { tellAge } from './age.js';
import { repairedBy } from './connection.js';

/** What a body says of an export; `<live-progress>` reads the rest. */
interface Export {
  readonly id: string;
  readonly title: string;
  readonly status: string;
}

/** How many exports are shown: the running ones, then those that ended last. */
const SHOWN = 5;

/** Shows a `<live-progress>` for each export, and offers to start one. All share one subscription and its repair. */
export function showExports(connection: Connection): void {
  const list = document.querySelector('#exports .jobs');
  const channel = connection.channel<Export>('ExportChannel', {}, { pace: 'latest', key: 'id', ...repairedBy('exports') });
  /** By id, in the order of the last change. */
  const jobs = new Map<string, { readonly row: HTMLLIElement; readonly isOver: boolean }>();

  channel.batches$.subscribe((messages) => {
    for (const message of messages) take(message);
    arrange();
  });
  tellAge('#exports', channel);
  offerStart(document.querySelector('#start-export'), channel);

  function take(message: Message<Export>): void {
    if (message.type === 'snapshot') {
      const named = new Set(message.messages.map((part) => ('body' in part ? part.body.id : undefined)));
      for (const id of jobs.keys()) if (!named.has(id)) jobs.delete(id);
      for (const part of message.messages) take(part);
    } else if (message.type === 'progress' && isExport(message.body)) {
      const { id, title, status } = message.body;
      const row = jobs.get(id)?.row ?? createRow(id, title);
      jobs.delete(id);
      jobs.set(id, { row, isOver: status === 'complete' || status === 'failed' || status === 'cancelled' });
    }
  }

  function arrange(): void {
    const running = [...jobs]
      .filter(([, { isOver }]) => !isOver)
      .sort(([one], [other]) => one.localeCompare(other, 'en', { numeric: true }));
    const over = [...jobs].filter(([, { isOver }]) => isOver).reverse();
    for (const [id] of over.slice(SHOWN)) jobs.delete(id);
    const rows = [...running, ...over].slice(0, SHOWN).map(([, { row }]) => row);
    if (rows.length === list?.children.length && rows.every((row, place) => row === list.children[place])) return;
    list?.replaceChildren(...rows);
  }
}

function isExport(body: unknown): body is Export {
  return typeof body === 'object' && body !== null && 'id' in body && 'title' in body;
}

function createRow(id: string, title: string): HTMLLIElement {
  const progress = document.createElement('live-progress');
  const followed = { channel: 'ExportChannel', entity: id, label: title, 'stale-after': '2m', ...repairedBy('exports') };
  const actions = { 'cancel-action': 'cancel', 'retry-action': 'retry' };
  for (const [name, value] of Object.entries({ ...followed, ...actions })) progress.setAttribute(name, String(value));
  const row = document.createElement('li');
  row.append(progress);
  return row;
}

function offerStart(button: Element | null, channel: Channel<Export>): void {
  button?.addEventListener('click', () => {
    button.toggleAttribute('data-failed', false);
    channel.perform('start').catch((error: unknown) => {
      button.toggleAttribute('data-failed', true);
      button.setAttribute('title', error instanceof Error ? error.message : String(error));
    });
  });
}
