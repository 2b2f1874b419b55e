import type { LocalizeController } from '../internal/localize.js';
import { DayHeadings, type InstantOf } from './day-headings.js';
import type { FeedList } from './feed-list.js';
import { FoldedRuns, type GroupText } from './folded-runs.js';

/** How far two neighbours of one row may be apart by default, in ms. */
const WITHIN = 600_000;

/** The settings of a feed that say how its items are grouped. */
export interface GroupRules {
  readonly groupBy: string;
  readonly groupWithin: number | undefined;
  readonly groupText: GroupText | undefined;
}

/** Groups the items of a feed as `group-by` says: by a heading for each day, and by rows that stand for several items. */
export class ItemGroups {
  readonly #host: HTMLElement & GroupRules;
  readonly #words: LocalizeController;
  readonly #list: FeedList;
  readonly #days: DayHeadings;
  readonly #runs: FoldedRuns;
  /** What the groups were last made with. */
  #made = '';
  #groupText: GroupText | undefined;

  constructor(host: HTMLElement & GroupRules, words: LocalizeController, list: FeedList, onToggle: () => void) {
    this.#host = host;
    this.#words = words;
    this.#list = list;
    this.#days = new DayHeadings(host, words);
    this.#runs = new FoldedRuns(host, words, onToggle);
  }

  /** Whether the items must be grouped again, although none of them has changed: the day, the language or an attribute has. */
  isDue(isReading: boolean): boolean {
    return this.#state(isReading) !== this.#made || this.#groupText !== this.#host.groupText;
  }

  /** Groups the items within the limit. Returns the items and rows that are visible, in the order of the page. */
  arrange(items: readonly HTMLElement[], isReading: boolean): readonly HTMLElement[] {
    const before = this.#made;
    this.#made = this.#state(isReading);
    this.#groupText = this.#host.groupText;
    if (before === '' && this.#made === '' && !this.#hasLeftovers) return items;
    const { isByDay, fields } = this.#parts;
    const instantOf: InstantOf = (item) => (item.dataset['liveGap'] === undefined ? this.#list.instantOf(item) : 'any');
    const visible = this.#runs.fold(items, {
      fields,
      within: this.#host.groupWithin ?? WITHIN,
      isLog: this.#list.isLog,
      groupText: this.#host.groupText,
      messageOf: (item) => this.#list.messageOf(item),
      instantOf: (item) => this.#list.instantOf(item),
      mayJoin: (one, other) => !isByDay || this.#days.isSameDay(one, other, instantOf),
      isReading,
    });
    this.#days.show(isByDay ? visible : [], (item) => instantOf(item.dataset['liveRun'] === undefined ? item : itemBehind(item)));
    return visible;
  }

  get #parts(): { readonly isByDay: boolean; readonly fields: readonly string[] } {
    const words = this.#host.groupBy.split(/[\s,]+/).filter(Boolean);
    return { isByDay: words.includes('day'), fields: words.filter((word) => word !== 'day') };
  }

  #state(isReading: boolean): string {
    const { groupBy, groupWithin } = this.#host;
    const { isByDay, fields } = this.#parts;
    if (!isByDay && fields.length === 0) return '';
    return [groupBy, groupWithin, this.#words.lang(), isByDay && this.#days.today, fields.length > 0 && isReading].join();
  }

  /** A page that a router brings back from its cache holds the rows of an earlier element. */
  get #hasLeftovers(): boolean {
    return this.#host.querySelector(':scope > :is([data-live-day], [data-live-run], [data-live-folded])') !== null;
  }
}

/** Returns the first item of a row, which stands behind it. All items of a row are of one day. */
function itemBehind(row: HTMLElement): HTMLElement {
  return (row.nextElementSibling as HTMLElement | null) ?? row;
}
