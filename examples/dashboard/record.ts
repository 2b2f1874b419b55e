import type { Connection, Recorded } from 'cablegram';
import { clock } from './clock.js';
import { recorder } from './connection.js';

/** How many lines are shown; the file has all that is kept. */
const LINES = 20;

/** How often they are written anew while they can be seen, in ms. */
const WRITTEN_EVERY = 1_000;

/** What happened, for a person. */
interface Line {
  readonly time: string;
  readonly words: string;
}

/** Shows the last lines of the flight recorder, newest first, and offers all of it as a file. */
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

/** Puts what happened into lines, newest first; what happened several times in a row is one of them. */
function linesOf(history: readonly Recorded[]): readonly Line[] {
  const lines: Line[] = [];
  for (let last = history.length - 1; last >= 0 && lines.length < LINES;) {
    const recorded = history[last];
    let first = last;
    while (first > 0 && history[first - 1]?.event.type === recorded?.event.type) first -= 1;
    if (recorded) lines.push(lineOf(recorded, last - first + 1));
    last = first - 1;
  }
  return lines;
}

function lineOf({ at, event }: Recorded, times: number): Line {
  const said = 'identifier' in event ? channelOf(event.identifier) : 'message' in event ? event.message : 'kind' in event ? event.kind : '';
  return { time: clock.format(at), words: `${event.type} ${times > 1 ? `× ${times}` : (said ?? '')}` };
}

function channelOf(identifier: string): string {
  const { channel, ...params } = JSON.parse(identifier) as Record<string, unknown>;
  return [channel, ...Object.values(params)].join(' ');
}

function rowOf({ time, words }: Line): HTMLLIElement {
  const row = document.createElement('li');
  const when = document.createElement('time');
  when.textContent = time;
  row.append(when, words);
  return row;
}

/** Lets the browser save text as a file. */
function save(lines: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([lines], { type: 'application/x-ndjson' }));
  link.download = 'cablegram.ndjson';
  link.click();
  URL.revokeObjectURL(link.href);
}
