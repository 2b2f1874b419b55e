import 'cablegram/define';
import { showExports } from './exports.js';
import { showHealth } from './health.js';
import { giveHistory } from './history.js';
import { openLab } from './lab.js';
import { showQuotes } from './quotes.js';
import { offerSchemes } from './scheme.js';

/** The page's own code: what the elements do by themselves is in index.html. */
const { dataset } = document.documentElement;
const shop = document.querySelector('live-connection');
const connection = shop?.connection;

offerSchemes();
showQuotes(connection);
if (dataset['server'] === 'demo') {
  for (const chart of document.querySelectorAll('live-chart')) void giveHistory(chart);
} else {
  const address = document.querySelector<HTMLMetaElement>('meta[name="action-cable-url"]')?.content ?? '/cable';
  document.querySelector('#cable-address')?.replaceChildren(address);
}
if (connection !== undefined) {
  showExports(connection);
  showHealth(connection);
  if (dataset['server'] === 'demo') openLab(connection);
}
