import type { Plugin } from 'rollup';

/** The language that every script contains. */
export const INSIDE = 'en';

/**
 * For the classic script, which is one file: it loads the other languages from the folder `cablegram-languages` beside it.
 *
 * They are found by the address of the script, because `import()` in a classic script of another origin does not know it.
 */
export function languagesBeside(): Plugin {
  return {
    name: 'languages-beside',
    transform(code, id) {
      if (!id.endsWith('/components/define/languages.ts')) return null;
      const made = code.replace(/\bimport\("\.\.\/translations\/(\w+)\.js"\)/g, 'beside("$1")');
      if (made === code) this.error('No language was found in components/define/languages.ts: see how they are imported now.');
      return { code: made + BESIDE, map: null };
    },
  };
}

/** A file with words registers nothing, because it has no registry: the script registers them in its own. */
const BESIDE = `
import { registerTranslation } from "@shoelace-style/localize";
async function beside(language) {
  const words = await import(new URL("cablegram-languages/" + language + ".js", import.meta.url).href);
  registerTranslation(words[language]);
}`;

/** For a language beside the classic script: the words alone. */
export function wordsOnly(): Plugin {
  return {
    name: 'words-only',
    resolveId: (source) => (source === '@shoelace-style/localize' || source === './en.js' ? `\0${source}` : null),
    load: (id) => (id.startsWith('\0') ? 'export function registerTranslation() {}' : null),
  };
}
