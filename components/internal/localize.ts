import { type FunctionParams, LocalizeController as Localize } from '@shoelace-style/localize';
import { en } from '../translations/en.js';
import type { Translation } from '../translations/translation.js';
import { zonedLocale } from '../format/zoned-locale.js';
import { ancestorsOf } from './ancestors.js';
import { type LocalTime, localTimeOf, whenLocalTimeChanges } from './local-time.js';
import { wantLanguage } from './wanted-language.js';

/**
 * Localizes its host in the language of the nearest `lang`, across shadow roots, else of the page. The words are in `translations/`.
 *
 * `time-zone` and `hour-cycle` of the host or the nearest ancestor become a part of the locale.
 */
export class LocalizeController extends Localize<Translation> {
  #nearest = '';
  #wanted = '';
  #localTime: LocalTime = { timeZone: undefined, hourCycle: undefined };
  /** The last language, and its locale. */
  #tag: string | undefined;
  #locale = '';
  #stop: (() => void) | undefined;

  override hostConnected(): void {
    super.hostConnected();
    this.#nearest = '';
    this.#wanted = '';
    for (const element of ancestorsOf(this.host)) {
      // The page's language may change, so it is read each time.
      if (element !== document.documentElement) this.#nearest ||= element.lang;
    }
    this.#localTime = localTimeOf(this.host);
    this.#tag = undefined;
    this.#stop = whenLocalTimeChanges(this.host, this.#onLocalTime);
  }

  override hostDisconnected(): void {
    super.hostDisconnected();
    this.#stop?.();
  }

  /** The language that the page declares for the host; empty if it declares none. */
  declared(): string {
    return this.#nearest || document.documentElement.lang;
  }

  /** Cached, because each render calls it several times. */
  override lang(): string {
    const declared = this.declared();
    if (declared !== this.#wanted) wantLanguage((this.#wanted = declared));
    const tag = declared || navigator.language;
    if (tag === this.#tag) return this.#locale;
    const { timeZone, hourCycle } = this.#localTime;
    const key = `${tag} ${timeZone} ${hourCycle}`;
    let locale = locales.get(key);
    if (locale === undefined) locales.set(key, (locale = zonedLocale(isLanguage(tag) ? tag : en.$code, timeZone, hourCycle)));
    this.#tag = tag;
    return (this.#locale = locale);
  }

  /** Words without parts of their own are cached, because the library parses the language for each. */
  override term<Key extends keyof Translation>(key: Key, ...parts: FunctionParams<Translation[Key]>): string {
    if (parts.length > 0) return super.term(key, ...parts);
    watchLanguages();
    const place = `${this.lang()} ${key}`;
    let word = words.get(place);
    if (word === undefined) words.set(place, (word = super.term(key, ...parts)));
    return word;
  }

  readonly #onLocalTime = (): void => {
    const before = this.lang();
    this.#localTime = localTimeOf(this.host);
    this.#tag = undefined;
    if (this.lang() !== before) this.host.requestUpdate();
  };
}

/** Bounded by the number of languages and time zones that a page names. */
const locales = new Map<string, string>();

/** Words by their locale and key, until a language is registered. Bounded by the languages of a page. */
const words = new Map<string, string>();
let isWatching = false;

/** Forgets the words whenever a language is registered: the library then updates every host that it knows, and so this one. */
function watchLanguages(): void {
  if (isWatching) return;
  isWatching = true;
  const watcher = { addController: () => undefined, requestUpdate: () => words.clear() };
  new Localize(watcher as unknown as Localize['host']).hostConnected();
}

function isLanguage(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length > 0;
  } catch {
    return false;
  }
}
