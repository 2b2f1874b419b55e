import { loadLanguagesBy } from '../internal/wanted-language.js';
import { warnOnce } from '../internal/warn-once.js';

/** The module of each language but English, which every element brings. A test holds this list equal to the folder. */
const LANGUAGES: Readonly<Record<string, () => Promise<unknown>>> = {
  ar: () => import('../translations/ar.js'),
  de: () => import('../translations/de.js'),
  es: () => import('../translations/es.js'),
  fr: () => import('../translations/fr.js'),
  it: () => import('../translations/it.js'),
  ja: () => import('../translations/ja.js'),
  ko: () => import('../translations/ko.js'),
  nl: () => import('../translations/nl.js'),
  pl: () => import('../translations/pl.js'),
  pt: () => import('../translations/pt.js'),
  zh: () => import('../translations/zh.js'),
};

const requested = new Set<string>();

/** Loads each language that an element is declared to be in, once there is such an element. */
export function loadLanguages(): void {
  loadLanguagesBy(loadLanguage);
}

/** Loads the words for a language tag, whose region does not matter. Until they are loaded, and if that fails, elements speak English. */
export function loadLanguage(tag: string): void {
  const [language = ''] = tag.toLowerCase().split('-');
  if (!Object.hasOwn(LANGUAGES, language) || requested.has(language)) return;
  requested.add(language);
  LANGUAGES[language]?.().catch((error: unknown) => {
    requested.delete(language);
    warnOnce(`The words for "${language}" could not be loaded (${String(error)}). The elements speak English.`);
  });
}
