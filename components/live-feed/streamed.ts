/**
 * Returns whether a Turbo Stream is inserting into a feed right now.
 *
 * Turbo keeps `<turbo-stream>` in the document until its action is done, and a MutationObserver reports before that.
 */
export function isStreaming(feed: HTMLElement): boolean {
  return [...feed.ownerDocument.getElementsByTagName('turbo-stream')].some((stream) => {
    const target = stream.getAttribute('target');
    const targets = stream.getAttribute('targets');
    if (target) return target === feed.id || feed.ownerDocument.getElementById(target)?.parentElement === feed;
    return [feed, ...feed.children].some((element) => isTarget(element, targets ?? ''));
  });
}

function isTarget(element: Element, selector: string): boolean {
  try {
    return element.matches(selector);
  } catch {
    return false;
  }
}
