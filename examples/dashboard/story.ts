import type { Channel, Connection, Status } from 'cablegram';
import { clock } from './clock.js';
import { watchRepairs } from './facts.js';

/** An event in words: a highlighted word, and the rest of the sentence. */
interface Line {
  readonly kind: 'deed' | 'good' | 'bad' | 'plain';
  readonly word: string;
  readonly words: string;
}

/** Records what was done to the network; later lines are timed from here. */
export interface Story {
  tell(word: string, words: string): void;
}

/** How many lines are kept. */
const LINES = 60;

/** Logs what was done to the network and how the connection reacted, newest first; each line shows the time since the last deed. */
export function tellStory(connection: Connection, list: Element): Story {
  let deedAt: number | undefined;
  let due = 0;
  let chapter = '';
  let rows = new Map<string, HTMLElement>();

  /** Updates the line about the same thing, or starts a new one. */
  function write(about: string, line: Line): void {
    const row = rows.get(about) ?? rowOf(line, deedAt);
    row.dataset['kind'] = line.kind;
    row.querySelector('span')?.replaceChildren(line.words);
    if (rows.has(about)) return;
    rows.set(about, row);
    list.prepend(row);
    while (list.children.length > LINES) list.lastElementChild?.remove();
  }

  function begin(next: string): void {
    if (next !== chapter) rows = new Map();
    chapter = next;
  }

  function writeStatus(): void {
    due = 0;
    const { state, attempt, transport } = connection.status;
    begin(`${state} ${attempt} ${transport}`);
    write('status', lineOf(connection.status));
  }

  // Once a frame: a loss and the delay that follows it share a line.
  connection.status$.subscribe(() => (due ||= requestAnimationFrame(writeStatus)));
  let channels = new Set<Channel>();
  watchRepairs(connection, {
    repaired(channel) {
      channels = rows.has('repaired') ? channels.add(channel) : new Set([channel]);
      const words = channels.size === 1 ? 'One channel, by its snapshot.' : `${channels.size} channels, by their snapshots.`;
      write('repaired', { kind: 'good', word: 'Repaired', words });
    },
    missed: () => write('missed', { kind: 'bad', word: 'Missed', words: 'What nobody could bring is shown as a gap.' }),
    deaf: () => write('deaf', { kind: 'bad', word: 'Deaf', words: 'The snapshots moved, and the cable had not said so.' }),
  });
  return {
    tell(word, words) {
      deedAt = performance.now();
      const status = rows.get('status');
      rows = new Map(status && [['status', status]]);
      write('deed', { kind: 'deed', word, words });
    },
  };
}

function rowOf({ kind, word, words }: Line, deedAt: number | undefined): HTMLLIElement {
  const row = document.createElement('li');
  row.dataset['kind'] = kind;
  const time = document.createElement('time');
  time.textContent = clock.format(Date.now());
  const text = document.createElement('p');
  const name = document.createElement('b');
  name.textContent = word;
  const rest = document.createElement('span');
  rest.textContent = words;
  text.append(name, ' ', rest);
  const later = document.createElement('i');
  if (deedAt !== undefined && kind !== 'deed') later.textContent = `+${seconds.format((performance.now() - deedAt) / 1000)} s`;
  row.append(time, text, later);
  return row;
}

const seconds = new Intl.NumberFormat('en-GB', { minimumFractionDigits: 1, maximumFractionDigits: 1 });

function lineOf({ state, transport, attempt, retryAt, message, channels }: Status): Line {
  const { waiting, confirmed, unconfirmed } = channels;
  const all = waiting + confirmed + unconfirmed;
  switch (state) {
    case 'connected': {
      const word = transport === 'cable' ? 'Connected' : `Live by ${transport}`;
      return {
        kind: unconfirmed > 0 ? 'bad' : confirmed === all ? 'good' : 'plain',
        word,
        words: `${confirmed} of ${all} channels ${transport === 'cable' ? 'confirmed' : 'answered'}.`,
      };
    }
    case 'reconnecting': {
      const due = retryAt === undefined ? 'dialling' : `next try at ${clock.format(retryAt)}`;
      return { kind: 'bad', word: 'Reconnecting', words: `${message ?? ''} Try ${attempt + 1}: ${due}.` };
    }
    case 'failed':
      return { kind: 'bad', word: 'Given up', words: message ?? '' };
    default:
      return { kind: 'plain', word: 'Connecting', words: '' };
  }
}
