/** Returns whether a child of a feed is a row between the items that the feed inserts for `group-by`. */
export function isGroupRow(child: HTMLElement): boolean {
  return child.dataset['liveDay'] !== undefined || child.dataset['liveRun'] !== undefined;
}

/** Returns the children of a feed that have a data attribute. */
export function childrenWith(feed: HTMLElement, attribute: string): HTMLElement[] {
  return [...feed.querySelectorAll<HTMLElement>(`:scope > [${attribute}]`)];
}
