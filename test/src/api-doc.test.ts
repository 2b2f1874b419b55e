import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { suite, test } from 'node:test';

const read = (name: string): string => readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8');

suite('docs/api.md', () => {
  const documented = new Set(read('docs/api.md').match(/[\w$]+/g));

  for (const module of ['src/index.ts', 'src/transport/anycable/index.ts', 'src/testing/index.ts', 'components/index.ts'])
    test(`names every export of ${module}`, () => {
      const lists = [...read(module).matchAll(/export (?:type )?\{([^}]*)\}/g)].flatMap(([, list = '']) => list.split(','));
      const names = lists.map((name) => name.trim().replace(/^type /, '')).filter(Boolean);
      assert.ok(names.length > 0);
      assert.deepEqual(
        names.filter((name) => !documented.has(name)),
        [],
      );
    });
});
