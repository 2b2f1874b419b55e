import type { Connection, Status } from 'cablegram';
import { clock } from './clock.js';
import { countRepairs, explain, nameRung } from './facts.js';
import { showRecord } from './record.js';

/** What the server tells of itself after each request to break or mend it. */
interface ServerState {
  readonly rate: string | number;
  readonly faults: readonly { readonly name: string; readonly until: number | null }[];
}

/** How many lines of the status are kept. */
const LINES = 40;

/** Opens the panel that breaks the network: each button asks the server for a fault, the lines tell what the connection made of it. */
export function openLab(connection: Connection): void {
  const lab = document.querySelector<HTMLElement>('#lab');
  if (lab === null) return;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function ask(path: '/faults' | '/rate', body?: unknown): Promise<void> {
    const state = await request(path, body);
    if (lab === null || state === undefined) return;
    show(lab, state);
    clearTimeout(timer);
    const ends = state.faults.flatMap(({ until }) => until ?? []);
    // Looks again each second while a fault counts down, else not at all.
    if (ends.length > 0) timer = setTimeout(() => void ask('/faults'), 1000);
  }

  for (const button of lab.querySelectorAll<HTMLElement>('[data-fault]')) {
    button.addEventListener('click', () => {
      const { fault, mend } = button.dataset;
      const wish = button.ariaPressed === 'true' ? (mend ?? fault) : fault;
      void ask('/faults', JSON.parse(wish ?? '{}'));
    });
  }
  lab.addEventListener('change', ({ target }) => {
    if (target instanceof HTMLInputElement && target.name === 'rate') void ask('/rate', { rate: target.value });
  });
  offerFold(lab);
  const lines = lab.querySelector('#status-lines');
  if (lines !== null) writeLines(connection, lines, () => void ask('/faults'));
  showFacts(connection, lab);
  void ask('/faults');
}

function showFacts(connection: Connection, lab: HTMLElement): void {
  const [rung, repaired, diagnosis] = ['#rung', '#repaired', '#diagnosis'].map((place) => lab.querySelector(place));
  connection.status$.subscribe((status) => rung?.replaceChildren(nameRung(status)));
  countRepairs(connection, (words) => repaired?.replaceChildren(words));
  lab.querySelector('#why')?.addEventListener('click', () => {
    void explain(connection).then((words) => diagnosis?.replaceChildren(words));
  });
  showRecord(connection, lab);
}

async function request(path: string, body: unknown): Promise<ServerState | undefined> {
  try {
    const response = await fetch(
      path,
      body === undefined ? {} : { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) },
    );
    return response.ok ? ((await response.json()) as ServerState) : undefined;
  } catch {
    // The server is gone altogether; the badge says so.
    return undefined;
  }
}

function show(lab: HTMLElement, { rate, faults }: ServerState): void {
  const words = faults.map(({ name, until }) => (until === null ? WORDS[name] : `${WORDS[name]}, ${secondsUntil(until)} s left`) ?? name);
  const state = lab.querySelector('.lab-state');
  const told = words.length === 0 ? 'Nothing is broken.' : `${words.join(' · ')}.`;
  if (state !== null && state.textContent !== told) state.textContent = told;
  const isBroken = faults.some(({ name }) => name !== 'flood');
  lab.toggleAttribute('data-broken', isBroken);
  lab.querySelector('.mend')?.toggleAttribute('hidden', !isBroken);
  for (const button of lab.querySelectorAll<HTMLElement>('[data-mend]')) {
    const { fault = '{}', mended = '' } = button.dataset;
    const isOn = faults.some(({ name }) => fault.includes(`"${name}"`));
    button.dataset['word'] ??= button.textContent;
    button.textContent = isOn ? mended : button.dataset['word'];
    button.ariaPressed = String(isOn);
  }
  for (const input of lab.querySelectorAll<HTMLInputElement>('input[name="rate"]')) input.checked = input.value === rate;
}

const WORDS: Readonly<Record<string, string>> = {
  refuse: 'Refusing every dial',
  freeze: 'Frozen: open, and silent',
  flood: 'Flooding',
  stop: 'The socket is stopped',
  deaf: 'Deaf: the socket beats and says nothing',
  unauthorized: 'Nobody is let in',
};

function secondsUntil(at: number): number {
  return Math.max(0, Math.ceil((at - Date.now()) / 1000));
}

function offerFold(lab: HTMLElement): void {
  const toggle = lab.querySelector<HTMLElement>('#lab-toggle');
  const body = lab.querySelector<HTMLElement>('#lab-body');
  toggle?.addEventListener('click', () => {
    if (body === null) return;
    body.hidden = !body.hidden;
    toggle.ariaExpanded = String(!body.hidden);
  });
}

/** Writes a line for each change of the connection's state, newest first; while it is connected, its line is amended. */
function writeLines(connection: Connection, list: Element, onChange: () => void): void {
  let written: Status | undefined;
  let frame = 0;
  function write(): void {
    frame = 0;
    const { status } = connection;
    const words = sentenceOf(status);
    if (status.state === written?.state && words === sentenceOf(written)) return;
    const last = list.firstElementChild?.lastElementChild;
    if (status.state === 'connected' && written?.state === 'connected' && last != null) last.textContent = words;
    else list.prepend(lineOf(status, words));
    while (list.children.length > LINES) list.lastElementChild?.remove();
    if (status.state !== written?.state) onChange();
    written = status;
  }
  // Once a frame: a loss and the wait that follows it are one line.
  connection.status$.subscribe(() => (frame ||= requestAnimationFrame(write)));
}

function lineOf({ state }: Status, words: string): HTMLLIElement {
  const line = document.createElement('li');
  const time = document.createElement('time');
  time.textContent = clock.format(Date.now());
  const name = document.createElement('b');
  name.textContent = state;
  const text = document.createElement('span');
  text.textContent = words;
  line.dataset['state'] = state;
  line.append(time, name, ' ', text);
  return line;
}

function sentenceOf({ state, transport, attempt, retryAt, message, channels }: Status): string {
  const { waiting, confirmed } = channels;
  if (state === 'connected') return `by ${transport}; ${confirmed} of ${confirmed + waiting} channels confirmed`;
  if (state === 'connecting') return 'for the first time';
  const due = retryAt === undefined ? 'now' : `at ${clock.format(retryAt)}`;
  return `${message ?? ''} Dial ${attempt + 1} ${due}.`;
}
