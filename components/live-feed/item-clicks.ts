import type { LitElement } from 'lit';
import { LiveItemClickEvent } from '../internal/events.js';
import type { FeedList } from './feed-list.js';

/**
 * Dispatches `live-item-click` when a person clicks an item, or presses Enter while the item itself has the focus.
 *
 * A click on "Reload" in a row for missed updates calls `onReload`. If the page cancels the event, the click does nothing else. Clicks that the page has already handled are left alone.
 */
export function reportItemClicks(host: LitElement, list: FeedList, onReload: () => void): void {
  const report = (event: Event, item: HTMLElement | undefined): void => {
    if (!item || event.defaultPrevented || item.dataset['liveGap'] !== undefined) return;
    if (!host.dispatchEvent(new LiveItemClickEvent(item, list.bodyOf(item)))) event.preventDefault();
  };
  host.addEventListener('click', (event) => {
    const { target } = event;
    if (target instanceof Element && target.closest('[data-live-reload]')) return onReload();
    report(
      event,
      list.all.find((item) => target instanceof Node && item.contains(target)),
    );
  });
  host.addEventListener('keydown', (event) => {
    if (event.key === 'Enter')
      report(
        event,
        list.all.find((item) => item === event.target),
      );
  });
}
