/**
 * Returns the identities by which a message can name one of the page's items: its `data-key`, else its `data-id`, its `id`, and what follows the
 * last `_` of the `id` if that contains a digit, because Rails' `dom_id` writes `activity_3`.
 */
export function keysOf(item: HTMLElement): readonly string[] {
  const { dataset, id } = item;
  if (dataset['key'] !== undefined) return [dataset['key']];
  return [dataset['id'], id, /_([^_]*\d[^_]*)$/.exec(id)?.[1]].filter((key) => key !== undefined && key !== '') as string[];
}

/** The page's items by their identities. An identity shared by two items, such as `order_3` and `invoice_3`, names neither. */
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
