import type { Connection } from '../../src/index.js';
import { ancestorsOf } from '../internal/ancestors.js';
import { addressOf } from '../internal/page-connection.js';
import { warnOnce } from '../internal/warn-once.js';

const WARNING =
  '<live-notice with-system> follows a connection that does not stay live while the page is hidden, so notifications may not come. ' +
  'Set when-hidden="follow" on its <live-connection>, or whenHidden: "follow" in the options of the connection.';

const checked = new WeakMap<Element, Connection>();

/** Warns the page's author, by the attributes of the elements that made a connection, if it does not stay live while the page is hidden. */
export function warnOfStops(element: HTMLElement & { readonly connection?: unknown }, connection: Connection): void {
  if (checked.get(element) === connection) return;
  checked.set(element, connection);
  if (addressOf(connection) === undefined) return;
  if (!providersOf(element).some((provider) => 'whenHidden' in provider && provider.whenHidden === 'follow')) warnOnce(WARNING);
}

/** Warns about a connection that the page made itself, by what it does once the page is hidden: it closes, or it pauses. */
export function warnIfStopped(connection: Connection, wasPaused: boolean): void {
  if ((connection.paused && !wasPaused) || connection.status.reason === 'hidden') warnOnce(WARNING);
}

/** The `<live-connection>` elements that may provide the connection. */
function providersOf(element: HTMLElement & { readonly connection?: unknown }): readonly Element[] {
  const { connection } = element;
  return typeof connection === 'string' ? [...document.querySelectorAll(`[name="${CSS.escape(connection)}"]`)] : [...ancestorsOf(element)];
}
