import 'cablegram/define';
import { tellAge } from './age.js';
import { address, connection, isAnyCable, isDemo, repairedBy } from './connection.js';
import { showExports } from './exports.js';
import { showWhoIsHere } from './here.js';
import { openLab } from './lab.js';
import { offerSchemes } from './scheme.js';

/** The page's own code. What the elements do on their own is in index.html. */
const shop = document.querySelector('live-connection');

offerSchemes();
if (!isDemo) {
  forgetSnapshots();
  // Another server has no such channel.
  document.querySelector('live-notice')?.remove();
}
if (shop !== null) {
  // In the same task that defines the elements, so that none of them opens another connection first.
  shop.connection = connection;
  await shop.updateComplete;
}
// Its scope of the connection, so that its pause also applies to what the page draws.
const scope = shop?.connection ?? connection;
showExports(scope);
tellAge('#health', scope.channel('ServerHealthChannel', {}, repairedBy('health')));
if (isAnyCable) showWhoIsHere();
// The lab breaks our own cable, which no page uses behind AnyCable.
if (isDemo && !isAnyCable) openLab(scope);
else document.querySelector('#cable-address')?.replaceChildren(address);

/** Another server has no snapshots: what was sent meanwhile is a gap. */
function forgetSnapshots(): void {
  for (const element of document.querySelectorAll('[snapshot]')) {
    element.removeAttribute('snapshot');
    element.removeAttribute('seq');
  }
}
