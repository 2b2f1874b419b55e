import { CablegramError } from '../../src/index.js';
import { LiveErrorEvent } from './events.js';
import { IS_DEVELOPMENT, warnOnce } from './warn-once.js';

/** What each element has reported. Bounded, because the texts come from the page's own templates and functions. */
const reported = new WeakMap<HTMLElement, Set<string>>();

/** Reports a mistake of the page's author: by `live-error`, once for each element and text, and by a warning while developing. */
export function reportOnce(host: HTMLElement, text: string, cause?: unknown): void {
  const error = new CablegramError('option-invalid', text, { cause });
  if (IS_DEVELOPMENT) warnOnce(error);
  const known = reported.get(host) ?? new Set<string>();
  reported.set(host, known);
  if (known.has(text)) return;
  known.add(text);
  host.dispatchEvent(new LiveErrorEvent(error));
}
