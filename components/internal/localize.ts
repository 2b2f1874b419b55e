import { LocalizeController as Localize } from '@shoelace-style/localize';
import type { ReactiveControllerHost } from 'lit';
import type { Translation } from '../translations/translation.js';
import { en } from '../translations/en.js';

/** Speaks the language of its host: of the nearest `lang`, across shadow roots, else of the page; its words are in `translations/`. */
export class LocalizeController extends Localize<Translation> {
  readonly #host: HTMLElement;
  #inherited: string | undefined;

  constructor(host: ReactiveControllerHost & HTMLElement) {
    super(host);
    this.#host = host;
  }

  override hostConnected(): void {
    super.hostConnected();
    this.#inherited = inheritedLanguage(this.#host);
  }

  /** Asked several times a render, so that what was found for a page's few tags is kept. */
  override lang(): string {
    const told = this.#host.lang || (this.#inherited ?? document.documentElement.lang);
    const tag = told === '' ? navigator.language : told;
    let language = languages.get(tag);
    if (language === undefined) languages.set(tag, (language = isLanguage(tag) ? tag : en.$code));
    return language;
  }
}

/** Bounded by the languages that a page names. */
const languages = new Map<string, string>();

function inheritedLanguage(element: Element): string | undefined {
  for (let here: Node | null = element; here; here = here instanceof ShadowRoot ? here.host : here.parentNode) {
    if (!(here instanceof HTMLElement) || here === document.documentElement || !here.lang) continue;
    return isLanguage(here.lang) ? here.lang : undefined;
  }
  return undefined;
}

function isLanguage(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length > 0;
  } catch {
    return false;
  }
}
