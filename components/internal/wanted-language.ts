type Load = (tag: string) => void;

let load: Load | undefined;

/** Sets what loads the words of a language. A page that imports its languages itself sets nothing. */
export function loadLanguagesBy(loader: Load): void {
  load = loader;
}

/** Asks for the words of the language that the page declares for an element. */
export function wantLanguage(tag: string): void {
  load?.(tag);
}
