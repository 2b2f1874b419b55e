import { LocalizeController as Localize } from '@shoelace-style/localize';
import { en } from '../translations/en.js';
import type { Translation } from '../translations/translation.js';
import { ancestorsOf } from './ancestors.js';

/** Localizes its host in the language of the nearest `lang`, across shadow roots, else of the page. The words are in `translations/`. */
export class LocalizeController extends Localize<Translation> {
  #nearest = '';

  override hostConnected(): void {
    super.hostConnected();
    this.#nearest = '';
    for (const element of ancestorsOf(this.host)) {
      // The page's language may change, so it is read each time.
      if (element !== document.documentElement) this.#nearest ||= element.lang;
    }
  }

  /** The language that the page declares for the host; empty if it declares none. */
  declared(): string {
    return this.#nearest || document.documentElement.lang;
  }

  /** Cached, because each render calls it several times. */
  override lang(): string {
    const tag = this.declared() || navigator.language;
    if (!languages.has(tag)) languages.set(tag, isLanguage(tag) ? tag : en.$code);
    return languages.get(tag) ?? tag;
  }
}

/** Bounded by the number of languages that a page names. */
const languages = new Map<string, string>();

function isLanguage(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length > 0;
  } catch {
    return false;
  }
}
