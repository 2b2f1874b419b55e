import type { Connection } from 'cablegram';
import { countRepairs, explain, nameRung } from './facts.js';
import { compareReaders } from './comparison.js';
import { showRecord } from './record.js';
import { type Story, tellStory } from './story.js';

/** The server's answer to each request that breaks or repairs it. */
interface ServerState {
  readonly rate: string | number;
  readonly faults: readonly { readonly name: string; readonly until: number | null }[];
}

/** Opens the panel that breaks the network: each button requests a fault, and the log shows how the page reacts. */
export function openLab(connection: Connection): void {
  const lab = document.querySelector<HTMLElement>('#lab');
  const list = lab?.querySelector('#story');
  if (lab == null || list == null) return;
  const story = tellStory(connection, list);
  const ask = createAsk(lab);
  for (const button of lab.querySelectorAll<HTMLElement>('[data-fault]')) {
    button.addEventListener('click', () => void act(button, connection, story, ask));
  }
  lab.addEventListener('change', ({ target }) => {
    if (target instanceof HTMLInputElement && target.name === 'rate') void ask('/rate', [{ rate: target.value }]);
  });
  let before = '';
  connection.status$.subscribe(({ state }) => {
    // A fault may have ended, or someone on another page has repaired it.
    if (state !== before) void ask('/faults');
    before = state;
  });
  offerFold(lab, connection);
  showFacts(connection, lab);
  showRecord(connection, lab);
}

type Ask = (path: '/faults' | '/rate', bodies?: readonly unknown[]) => Promise<void>;

/** Requests the server's state, shows it, and repeats every second while a fault counts down. */
function createAsk(lab: HTMLElement): Ask {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return async function ask(path, bodies = [undefined]): Promise<void> {
    let state: ServerState | undefined;
    for (const body of bodies) state = await request(path, body);
    if (state === undefined) return;
    show(lab, state);
    clearTimeout(timer);
    if (state.faults.some(({ until }) => until !== null)) timer = setTimeout(() => void ask('/faults'), 1000);
  };
}

/** Applies the fault of a button, or repairs it if the button is already pressed. A fault may take several steps. */
async function act(button: HTMLElement, connection: Connection, story: Story, ask: Ask): Promise<void> {
  const { fault = '[]', mend } = button.dataset;
  const isMended = mend !== undefined && button.ariaPressed === 'true';
  const isPolling = connection.status.transport === 'polling' && !isMended && !fault.includes('heal');
  story.tell(isMended ? 'Mended' : button.textContent.trim(), isPolling ? ON_POLLING : isMended ? MENDED : button.title);
  await ask('/faults', [JSON.parse(isMended ? mend : fault)].flat());
  // After a final goodbye no client reconnects on its own; signing in again requests it.
  if (connection.status.state === 'failed' && (isMended || fault.includes('heal'))) connection.reconnect();
}

function showFacts(connection: Connection, lab: HTMLElement): void {
  const [rung, repaired, diagnosis] = ['#rung', '#repaired', '#diagnosis'].map((place) => lab.querySelector(place));
  connection.status$.subscribe((status) => rung?.replaceChildren(nameRung(status)));
  countRepairs(connection, (words) => repaired?.replaceChildren(words));
  lab.querySelector('#why')?.addEventListener('click', () => {
    void explain(connection).then((words) => diagnosis?.replaceChildren(words));
  });
}

async function request(path: string, body: unknown): Promise<ServerState | undefined> {
  try {
    const response = await fetch(
      path,
      body === undefined ? {} : { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) },
    );
    return response.ok ? ((await response.json()) as ServerState) : undefined;
  } catch {
    // The server is unreachable; the badge says so.
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
    button.ariaPressed = String(faults.some(({ name }) => button.dataset['fault']?.includes(`"${name}"`)));
  }
  for (const input of lab.querySelectorAll<HTMLInputElement>('input[name="rate"]')) input.checked = input.value === rate;
}

/** Explains why a fault of sockets does nothing on a page without a socket. */
const ON_POLLING = 'This page polls just now, so that it has no socket to lose; the stock client has.';

const MENDED = 'It works again.';

const WORDS: Readonly<Record<string, string>> = {
  refuse: 'Every dial refused',
  freeze: 'Frozen: open and silent',
  flood: 'Flooding',
  stop: 'The socket is stopped',
  deaf: 'Deaf, but it beats',
  unauthorized: 'Everyone is signed out',
};

function secondsUntil(at: number): number {
  return Math.max(0, Math.ceil((at - Date.now()) / 1000));
}

function offerFold(lab: HTMLElement, connection: Connection): void {
  const toggle = lab.querySelector<HTMLElement>('#lab-toggle');
  const body = lab.querySelector<HTMLElement>('#lab-body');
  const table = lab.querySelector<HTMLElement>('#readers');
  if (toggle === null || body === null || table === null) return;
  const comparison = compareReaders(connection, table);
  toggle.addEventListener('click', () => {
    body.hidden = !body.hidden;
    toggle.ariaExpanded = String(!body.hidden);
    document.documentElement.toggleAttribute('data-lab', !body.hidden);
    if (body.hidden) comparison.close();
    else comparison.open();
  });
}
