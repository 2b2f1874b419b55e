import { LocalizeController as Localize } from '@shoelace-style/localize';
import type { ReactiveControllerHost } from 'lit';
import type { Translation } from '../translations/translation.js';
import '../translations/en.js';

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

  override lang(): string {
    return (this.#host.lang ? undefined : this.#inherited) ?? super.lang();
  }
}

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
