import type { Channel } from 'cablegram';
import { clock } from './clock.js';

/** Shows the age of a card's data below it, once it may be old: the page's own cards are as honest as the elements. */
export function tellAge(card: string, channel: Channel): void {
  const root = document.querySelector<HTMLElement>(card);
  const line = root?.querySelector<HTMLElement>('.age');
  if (root == null || line == null) return;
  channel.status$.subscribe(({ health, paused }) => {
    const { lastHeardAt } = channel;
    const isOld = health === 'stale';
    root.toggleAttribute('data-old', isOld);
    line.hidden = lastHeardAt === undefined || !(isOld || paused);
    if (lastHeardAt !== undefined)
      line.textContent = `${isOld ? 'as of' : 'paused, as of'} ${clock.format(isOld ? lastHeardAt : Date.now())}`;
  });
}
