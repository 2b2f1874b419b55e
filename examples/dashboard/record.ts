import type { Connection, Recorded } from 'cablegram';
import { clock } from './clock.js';
import { recorder } from './connection.js';

/** How many lines are shown; the file has all of them. */
const LINES = 20;

/** How often they are updated while visible, in ms. */
const WRITTEN_EVERY = 1_000;

/** Events so frequent that one line counts them. */
const MANY: ReadonlySet<string> = new Set(['body', 'snapshot', 'unchanged', 'confirmed']);

/** An event, in words. */
interface Line {
  readonly time: string;
  readonly word: string;
  readonly words: string;
}

/** Shows the last lines of the recorder, newest first, and offers the whole recording as a file. */
export function showRecord(connection: Connection, lab: HTMLElement): void {
  const list = lab.querySelector('#recorded');
  const body = lab.querySelector<HTMLElement>('#lab-body');
  let written = '';
  function write(): void {
    if (body?.hidden !== false) return;
    const lines = linesOf(connection.history());
    const said = JSON.stringify(lines);
    if (said === written) return;
    written = said;
    list?.replaceChildren(...lines.map(rowOf));
  }
  setInterval(write, WRITTEN_EVERY);
  lab.querySelector('#lab-toggle')?.addEventListener('click', write);
  lab.querySelector('#export')?.addEventListener('click', () => save(recorder.export()));
}

/** Turns events into lines, newest first; a run of frequent events is one line. */
function linesOf(history: readonly Recorded[]): readonly Line[] {
  const lines: Line[] = [];
  for (let last = history.length - 1; last >= 0 && lines.length < LINES;) {
    const run = runBefore(history, last);
    const [newest] = run;
    if (newest) lines.push(run.length === 1 ? lineOf(newest) : { time: clock.format(newest.at), word: 'received', words: countTypes(run) });
    last -= run.length;
  }
  return lines;
}

/** The run of frequent events that ends at an index, newest first, or the single event there. */
function runBefore(history: readonly Recorded[], place: number): readonly Recorded[] {
  let first = place;
  while (first >= 0 && MANY.has(history[first]?.event.type ?? '')) first -= 1;
  return history.slice(Math.min(first + 1, place), place + 1).reverse();
}

function countTypes(run: readonly Recorded[]): string {
  const counts = new Map<string, number>();
  for (const { event } of run) counts.set(event.type, (counts.get(event.type) ?? 0) + 1);
  return [...counts].map(([type, count]) => `${type} × ${count}`).join(', ');
}

function lineOf({ at, event }: Recorded): Line {
  const words =
    'identifier' in event ? channelOf(event.identifier) : 'message' in event ? event.message : 'kind' in event ? event.kind : '';
  return { time: clock.format(at), word: event.type, words: words ?? '' };
}

function channelOf(identifier: string): string {
  const { channel, ...params } = JSON.parse(identifier) as Record<string, unknown>;
  return [channel, ...Object.values(params)].join(' ');
}

function rowOf({ time, word, words }: Line): HTMLLIElement {
  const row = document.createElement('li');
  const when = document.createElement('time');
  when.textContent = time;
  const text = document.createElement('p');
  const name = document.createElement('b');
  name.textContent = word;
  text.append(name, ' ', words);
  row.append(when, text);
  return row;
}

/** Makes the browser save text as a file. */
function save(lines: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([lines], { type: 'application/x-ndjson' }));
  link.download = 'cablegram.ndjson';
  link.click();
  URL.revokeObjectURL(link.href);
}
