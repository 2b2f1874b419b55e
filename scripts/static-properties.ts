import type { Plugin } from 'rollup';

/** What esbuild makes of `@property(…) name`; none of our options has a bracket in it. */
const DECORATED = /__decorateClass\(\[\s*property\(([^()]*)\)\s*\], \w+\.prototype, "(\w+)", \d\);/g;

/**
 * Turns Lit's `@property` decorators into its static `properties`, once esbuild has compiled them.
 *
 * Both end in the same call of `createProperty`, but the decorators of six elements, each with a helper of its own, weigh two thirds of a
 * kilobyte more, gzipped. The source keeps them, since there a property stands in one place with its type and its docstring.
 */
export function staticProperties(): Plugin {
  return {
    name: 'static-properties',
    transform(code, id) {
      if (!code.includes('__decorateClass([')) return null;
      const made = withStaticProperties(code);
      if (made.includes('__decorateClass([')) this.error(`${id} has a decorator other than @property, which the build does not know.`);
      // No line moves, so that the map of esbuild holds.
      return { code: made, map: null };
    },
  };
}

/** Works on what esbuild makes of one module with one class. */
export function withStaticProperties(code: string): string {
  const properties: string[] = [];
  return code
    .replace(DECORATED, (call, options: string, name: string) => {
      properties.push(`${name}: ${options.replace(/\s+/g, ' ') || '{}'}`);
      return call.replace(/[^\n]/g, '');
    })
    .replace(/^import \{ property \} from "lit\/decorators\.js";/m, '')
    .replace(/\bclass \w+ extends \w+(\(\w+\))? \{/, (head) => `${head} static properties = { ${properties.join(', ')} };`);
}
