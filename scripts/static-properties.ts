import type { Plugin } from 'rollup';

/** esbuild's output for `@property(…) name`; none of our options contains a bracket. */
const DECORATED = /__decorateClass\(\[\s*property\(([^()]*)\)\s*\], \w+\.prototype, "(\w+)", \d\);/g;

/**
 * Turns Lit's `@property` decorators into static `properties`, after esbuild has compiled them.
 *
 * Both call `createProperty` in the end, but the decorators of six elements, each with a helper of its own, weigh two thirds of a
 * kilobyte more, gzipped. The source keeps decorators, because they keep a property, its type and its docstring in one place.
 */
export function staticProperties(): Plugin {
  return {
    name: 'static-properties',
    transform(code, id) {
      if (!code.includes('__decorateClass([')) return null;
      const made = withStaticProperties(code);
      if (made.includes('__decorateClass([')) this.error(`${id} has a decorator other than @property, which the build does not know.`);
      // No line moves, so esbuild's source map remains valid.
      return { code: made, map: null };
    },
  };
}

/** Transforms esbuild's output for a module with one class. */
export function withStaticProperties(code: string): string {
  const properties: string[] = [];
  return code
    .replace(DECORATED, (call, options: string, name: string) => {
      properties.push(`${name}: ${options.replace(/\s+/g, ' ') || '{}'}`);
      return call.replace(/[^\n]/g, '');
    })
    .replace(/^import \{ property \} from "lit\/decorators\.js";/m, '')
    .replace(/\bclass \w+ extends \w+ \{/, (head) => `${head} static properties = { ${properties.join(', ')} };`);
}
