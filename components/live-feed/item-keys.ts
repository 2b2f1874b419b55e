/**
 * Returns the identities by which a message can name an item that the page brings: its `data-key`, else its `data-id`, its `id`, and what
 * follows the last `_` of the `id` if that holds a digit, since Rails' `dom_id` writes `activity_3`.
 */
export function keysOf(item: HTMLElement): readonly string[] {
  const { dataset, id } = item;
  if (dataset['key'] !== undefined) return [dataset['key']];
  return [dataset['id'], id, /_([^_]*\d[^_]*)$/.exec(id)?.[1]].filter((key) => key !== undefined && key !== '') as string[];
}

/** The items of a page by their identities. An identity that two items share names neither of them: `order_3` and `invoice_3`. */
export function indexItems(items: readonly HTMLElement[]): ReadonlyMap<unknown, HTMLElement> {
  const index = new Map<string, HTMLElement>();
  const shared = new Set<string>();
  for (const item of items) {
    for (const key of new Set(keysOf(item))) {
      if (index.has(key)) shared.add(key);
      index.set(key, item);
    }
  }
  for (const key of shared) index.delete(key);
  return index;
}
