import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { rollup } from 'rollup';
import esbuild from 'rollup-plugin-esbuild';
import { root } from '../../rollup.config.js';
import { production } from '../../scripts/production.js';

suite('production', () => {
  test('removes a warning with its text', async () => {
    assert.equal(
      await built('export function take(limit) { if (limit < 2) warnOnce(`limit needs to be at least 2.`); return limit; }'),
      ['function take(limit) {', '  return limit;', '}', '', 'export { take };', ''].join('\n'),
    );
  });

  test('removes a check that only warns', async () => {
    const code = await built(
      'function check(limit) { if (limit.most) warnOnce("x"); } export const take = (limit) => { if (IS_DEVELOPMENT) check(limit); };',
    );
    assert.doesNotMatch(code, /check|most/);
  });

  test('refuses a warning whose text has to be made, since the call would stay', async () => {
    await assert.rejects(
      built('export const take = (text) => warnOnce(text());'),
      /still warns, in page\.js\. Write `if \(IS_DEVELOPMENT\) warnOnce/,
    );
  });
});

/** Builds a module for production that may warn. */
async function built(code: string): Promise<string> {
  const page = {
    name: 'page',
    resolveId: (id: string) => (id === 'page' ? 'page.js' : id.endsWith('development.js') ? `${root}src/development.ts` : null),
    load: (id: string) => (id === 'page.js' ? `import { IS_DEVELOPMENT, warnOnce } from './development.js';\n${code}` : null),
  };
  const bundle = await rollup({ input: 'page', plugins: [page, production(), esbuild({ target: 'es2022' })], onLog: () => undefined });
  const { output } = await bundle.generate({ format: 'es' });
  return output[0].code;
}
