import type { LitElement } from 'lit';
import { CablegramError } from '../../src/index.js';
import { LiveErrorEvent } from '../internal/events.js';
import type { ItemMessage } from '../internal/item-place.js';
import { type Item, itemOfTemplate, showsSomething } from '../internal/item-template.js';
import { writeTimes } from '../internal/item-times.js';
import { reportMistakes } from '../internal/mistakes.js';
import { warnOnce } from '../internal/warn-once.js';
import type { Notice } from './notice-state.js';

const EMPTY_TEMPLATE = 'The template of a <live-notice> is empty, so the element uses its built-in layout.';

/** The slot of a notice. */
export function slotOf({ id }: Notice): string {
  return `notice-${id}`;
}

/**
 * Creates the notices of the page's template, as children of the host, so that the page's style sheets apply to them.
 *
 * Each is in the slot of its notice. Without a template, or if something else removes the child, the slot shows the built-in layout.
 */
export class OwnNotices {
  readonly #host: LitElement;
  readonly #made = new Map<number, Item & { message?: ItemMessage }>();
  #hasReported = false;

  constructor(host: LitElement) {
    this.#host = host;
  }

  /** Returns whether the template shows any value of a message. */
  shows(message: ItemMessage): boolean {
    const template = this.#template;
    return template !== null && showsSomething(template, message);
  }

  /** Creates and updates the children of these notices, and removes all others. */
  draw(notices: readonly Notice[], locale: string): void {
    for (const notice of notices) {
      const made = this.#made.get(notice.id) ?? this.#make(notice);
      if (!made || made.message === notice.message) continue;
      made.message = notice.message;
      made.update(notice.message);
    }
    const ids = new Set(notices.map(({ id }) => id));
    for (const [id, { element }] of this.#made) {
      if (ids.has(id)) continue;
      element.remove();
      this.#made.delete(id);
    }
    if (this.#made.size > 0) writeTimes(this.#host, locale, true);
  }

  /** Removes children of an earlier element, which a page cache brings back. */
  clear(): void {
    for (const child of this.#host.querySelectorAll(':scope > [data-live-notice]')) child.remove();
    this.#made.clear();
  }

  get #template(): HTMLTemplateElement | null {
    return this.#host.querySelector<HTMLTemplateElement>(':scope > template');
  }

  #make(notice: Notice): (Item & { message?: ItemMessage }) | undefined {
    const template = this.#template;
    if (!template) return undefined;
    const item = itemOfTemplate(template, (mistakes) => reportMistakes(this.#host, 'bindings', mistakes, this.#host));
    if (item) {
      item.element.slot = slotOf(notice);
      item.element.dataset['liveNotice'] = '';
      this.#host.append(item.element);
      this.#made.set(notice.id, item);
    } else if (!this.#hasReported) {
      this.#hasReported = true;
      warnOnce(EMPTY_TEMPLATE);
      this.#host.dispatchEvent(new LiveErrorEvent(new CablegramError('option-invalid', EMPTY_TEMPLATE)));
    }
    return item;
  }
}
