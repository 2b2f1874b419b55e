import 'cablegram/define';
import { address, connection, isDemo } from './connection.js';
import { showExports } from './exports.js';
import { showHealth } from './health.js';
import { openLab } from './lab.js';
import { showQuotes } from './quotes.js';
import { offerSchemes } from './scheme.js';

/** The page's own code: what the elements do by themselves is in index.html. */
const shop = document.querySelector('live-connection');

offerSchemes();
if (!isDemo) forgetSnapshots();
if (shop !== null) {
  // In the task that defines the elements, so that none of them dials another connection first.
  shop.connection = connection;
  await shop.updateComplete;
}
// Its scope of the connection, so that its pause holds back what the page draws too.
const scope = shop?.connection ?? connection;
showQuotes(scope);
showExports(scope);
showHealth(scope);
if (isDemo) openLab(scope);
else document.querySelector('#cable-address')?.replaceChildren(address);

/** Of another server nothing is known but its cable: what it said meanwhile is a gap. */
function forgetSnapshots(): void {
  for (const element of document.querySelectorAll('[snapshot]')) {
    element.removeAttribute('snapshot');
    element.removeAttribute('seq');
  }
}
