import type { Channel, Connection, Message } from 'cablegram';
import { tellAge } from './age.js';
import { repairedBy } from './connection.js';

/** The state of an export. */
interface Export {
  readonly id: string;
  readonly title: string;
  readonly status: 'queued' | 'running' | 'complete' | 'failed';
  readonly progress: number;
  readonly message: string;
}

/** How many exports are shown: the running ones, then those that ended last. */
const SHOWN = 5;

/** Shows the exports in progress with only the core: one channel, one batch a frame, plain DOM. */
export function showExports(connection: Connection): void {
  const card = document.querySelector<HTMLElement>('#exports');
  const list = card?.querySelector('.jobs');
  if (card == null || list == null) return;
  const channel = connection.channel<Export>('ExportChannel', {}, { pace: 'latest', key: 'id', ...repairedBy('exports') });
  const jobs = new Map<string, Job>();

  channel.batches$.subscribe((messages) => {
    for (const message of messages) take(message);
    arrange();
  });
  tellAge('#exports', channel);
  offerStart(card.querySelector('#start-export'), channel);

  function take(message: Message<Export>): void {
    if (message.type === 'snapshot') {
      const named = new Set(message.messages.map((part) => ('body' in part ? part.body.id : undefined)));
      for (const id of jobs.keys()) if (!named.has(id)) jobs.delete(id);
      for (const part of message.messages) take(part);
    } else if (message.type === 'progress' && isExport(message.body)) keep(message.body);
  }

  function keep(state: Export): void {
    const job = jobs.get(state.id) ?? createJob();
    // Move it to the end, so that the map is ordered by the last change.
    jobs.delete(state.id);
    jobs.set(state.id, { ...job, isOver: state.status === 'complete' || state.status === 'failed' });
    paint(job.row, state);
  }

  function arrange(): void {
    const running = [...jobs].filter(([, job]) => !job.isOver).sort(([one], [other]) => one.localeCompare(other, 'en', { numeric: true }));
    const over = [...jobs].filter(([, job]) => job.isOver).reverse();
    const shown = [...running, ...over].slice(0, SHOWN);
    for (const [id] of over.slice(SHOWN)) jobs.delete(id);
    const rows = shown.map(([, { row }]) => row);
    if (rows.length === list?.children.length && rows.every((row, place) => row === list.children[place])) return;
    list?.replaceChildren(...rows);
  }
}

interface Job {
  readonly row: HTMLLIElement;
  readonly isOver: boolean;
}

function isExport(body: unknown): body is Export {
  return typeof body === 'object' && body !== null && 'id' in body && 'title' in body;
}

function createJob(): Job {
  const row = document.createElement('li');
  const title = document.createElement('b');
  const words = document.createElement('span');
  const bar = document.createElement('div');
  bar.className = 'bar';
  bar.setAttribute('role', 'progressbar');
  bar.append(document.createElement('i'));
  row.append(title, words, bar);
  return { row, isOver: false };
}

function paint(row: HTMLLIElement, { title, status, progress, message }: Export): void {
  const [name, words, bar] = row.children;
  row.dataset['status'] = status;
  row.style.setProperty('--fill', String(progress / 100));
  if (name !== undefined) name.textContent = title;
  if (words !== undefined) words.textContent = WORDS[status] + (status === 'complete' ? 'complete' : message);
  bar?.setAttribute('aria-label', title);
  bar?.setAttribute('aria-valuenow', String(progress));
}

const WORDS: Readonly<Record<Export['status'], string>> = { queued: '', running: '', complete: '✓ ', failed: '! ' };

function offerStart(button: Element | null, channel: Channel<Export>): void {
  button?.addEventListener('click', () => {
    button.toggleAttribute('data-failed', false);
    channel.perform('start').catch((error: unknown) => {
      button.toggleAttribute('data-failed', true);
      button.setAttribute('title', error instanceof Error ? error.message : String(error));
    });
  });
}
