import { formatter } from '../format/intl-cache.js';
import { formatNumber } from '../format/number.js';
import type { ItemMessage } from '../internal/item-place.js';
import { wordsOf } from '../internal/item-words.js';
import type { LocalizeController } from '../internal/localize.js';
import { cutText } from '../internal/cut-text.js';
import { textAt } from '../internal/text-at.js';

/** How many names a row lists before it counts the others. */
const MOST_NAMED = 3;

/** How many characters of one name are shown. */
const LONGEST = 80;

/** What a row says for several messages. */
export interface RunText {
  readonly lead: string;
  readonly rest: string;
}

/** Says in one line what several messages, newest first, have done: `Ana ordered City Map, Winter Poems, and 3 more`. */
export function runTextOf(messages: readonly ItemMessage[], fields: readonly string[], words: LocalizeController): RunText {
  const locale = words.lang();
  const all = messages.map((message) => wordsOf(message, locale));
  const objects = all.map(({ object }) => object);
  const lead = listed(
    all.map((each) => each.lead),
    words,
  );
  const verb = listed(
    all.map((each) => each.verb),
    words,
  );
  const object = listed(objects.some((text) => text !== '') ? objects : all.map(({ note }) => note), words);
  const rest = [verb, object].filter(Boolean).join(' ');
  if (lead || rest) return { lead, rest };
  const [first] = messages;
  return { lead: first ? fields.map((field) => textAt(first, field)).join(' ') : '', rest: '' };
}

/** Lists different texts: `a, b, and 3 more`. */
function listed(texts: readonly string[], words: LocalizeController): string {
  const locale = words.lang();
  const names = [...new Set(texts.filter((text) => text !== ''))];
  const isCut = names.length > MOST_NAMED;
  const named = (isCut ? names.slice(0, MOST_NAMED - 1) : names).map((name) => cutText(name, LONGEST, locale));
  if (isCut) named.push(words.term('feedMore', formatNumber(names.length - named.length, {}, locale)));
  return formatter(Intl.ListFormat, locale, { type: 'conjunction' }).format(named);
}
