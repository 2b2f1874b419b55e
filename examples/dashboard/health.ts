import type { Connection } from 'cablegram';
import { tellAge } from './age.js';
import { repairedBy } from './connection.js';

/**
 * Draws the health meters: a bar for each, and a column for each core.
 *
 * The figures beside them are counters on the same channel, so all share one subscription and the repair requested here. Lengths are custom properties set by
 * script: a strict policy allows these, but no style attributes.
 */
export function showHealth(connection: Connection): void {
  const meters = document.querySelectorAll<HTMLElement>('#health [data-field]');
  const cores = document.querySelector<HTMLElement>('#health .cores');
  const health = connection.channel<Readonly<Record<string, number>>>(
    'ServerHealthChannel',
    {},
    { pace: 'latest', ...repairedBy('health') },
  );
  tellAge('#health', health);
  health.batches$.subscribe((messages) => {
    const newest = messages.at(-1);
    const last = newest?.type === 'snapshot' ? newest.messages.at(-1) : newest;
    if (last?.type !== 'metrics') return;
    const { body } = last;
    for (const meter of meters) fill(meter, body[meter.dataset['field'] ?? ''], Number(meter.dataset['warn']));
    if (cores !== null) drawCores(cores, body);
  });
}

function fill(meter: HTMLElement, percent: number | undefined, warnAt: number): void {
  meter.hidden = percent === undefined;
  if (percent === undefined) return;
  meter.style.setProperty('--fill', String(percent / 100));
  meter.toggleAttribute('data-warns', percent >= warnAt);
}

function drawCores(strip: HTMLElement, body: Readonly<Record<string, number>>): void {
  const loads = Object.entries(body)
    .filter(([metric]) => /^cpu_\d+$/.test(metric))
    .map(([, percent]) => percent);
  while (strip.children.length < loads.length) strip.append(document.createElement('i'));
  while (strip.children.length > loads.length) strip.lastElementChild?.remove();
  for (const [core, percent] of loads.entries()) (strip.children[core] as HTMLElement).style.setProperty('--fill', String(percent / 100));
  strip.setAttribute('aria-label', `CPU by core: ${loads.map((percent) => `${Math.round(percent)} %`).join(', ')}`);
}
