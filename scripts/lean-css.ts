import type { Plugin } from 'rollup';

/**
 * Removes comments and needless spaces from the `css` templates of `*.styles.ts`, which JavaScript minifiers leave alone.
 *
 * This saves a gzipped kilobyte. The templates are our own text without `${…}`, so lit's `css` has nothing to check
 * or join: `unsafeCSS`, which lit needs anyway, is enough.
 */
export function leanCss(): Plugin {
  return {
    name: 'lean-css',
    transform(code, id) {
      if (!id.endsWith('.styles.ts')) return null;
      // The lines move, and nobody debugs a style sheet by line: no map is better than a wrong one.
      return { code: leanStyles(code), map: { mappings: '' } };
    },
  };
}

/** Transforms a module of styles. */
export function leanStyles(code: string): string {
  return code
    .replace('import { css,', 'import { unsafeCSS,')
    .replace(/\bcss`((?:[^`$]|\$(?!\{))*)`/g, (_, css: string) => `unsafeCSS(\`${lean(css)}\`)`);
}

/** Transforms the text between strings, which are every second part. */
export function lean(css: string): string {
  return css
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/(\[[\w-]+[~^$*|]?=)'([a-z][\w-]*)'\]/g, '$1$2]')
    .split(/('[^']*'|"[^"]*")/)
    .map((part, index) => (index % 2 === 1 ? part : leanPart(part)))
    .join('')
    .trim();
}

function leanPart(css: string): string {
  return css
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};,]) ?/g, '$1')
    .replace(/: /g, ':')
    .replace(/(?<=[ :,(-])0\.(?=\d)/g, '.')
    .replace(/;}/g, '}');
}
