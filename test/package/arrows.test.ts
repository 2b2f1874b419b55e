import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { suite, test } from 'node:test';
import { checkArrows, type ArrowTable } from '../../scripts/arrows.js';

const table: ArrowTable = {
  folders: ['src', 'components'],
  modules: {
    'src/top': ['src/low', 'src/side'],
    'src/side': ['src/low', 'src/top'],
    'src/low': [],
    'components/live-*/*': ['./', 'src/top'],
  },
  packages: { rxjs: ['src/**'], lit: ['components/**'] },
  anyPackage: [],
};

suite('checkArrows', () => {
  test('is silent where every import follows its arrow', () => {
    const faults = check({
      'src/top.ts': `import { a } from './low.js'; import { of } from 'rxjs';`,
      'src/low.ts': '',
      'components/live-a/live-a.ts': `import { html } from 'lit/html.js'; import './state.js'; export * from '../../src/top.js';`,
      'components/live-a/state.ts': '',
    });
    assert.deepEqual(faults, []);
  });

  for (const [form, code] of Object.entries({
    'an import': `\nimport { top } from './top.js';`,
    'an import of types': `\nimport type { Top } from './top.js';`,
    'an export': `\nexport { top } from './top.js';`,
    'an import type': `\nlet top: import('./top.js').Top;`,
    'a late import': `\nconst top = () => import('./top.js');`,
    'an import for its effect': `\nimport './top.js';`,
  }))
    test(`tells a forbidden arrow in ${form}`, () => {
      const faults = check({ 'src/low.ts': code, 'src/top.ts': '' });
      assert.deepEqual(faults, ['src/low.ts:2 imports src/top.ts, which the table of rollup.config.ts does not allow.']);
    });

  test('leaves out what only looks like an import', () => {
    assert.deepEqual(check({ 'src/low.ts': `// import './top.js';\nexport const text = "import './top.js'";`, 'src/top.ts': '' }), []);
  });

  test('keeps an element out of its neighbour', () => {
    const faults = check({ 'components/live-a/live-a.ts': `import '../live-b/live-b.js';`, 'components/live-b/live-b.ts': '' });
    assert.match(faults.join('\n'), /^components\/live-a\/live-a\.ts:1 imports components\/live-b\/live-b\.ts/);
  });

  test('tells a cycle of types', () => {
    const faults = check({ 'src/top.ts': `import type { S } from './side.js';`, 'src/side.ts': `import type { T } from './top.js';` });
    assert.deepEqual(faults, ['A cycle, types included: src/side → src/top → src/side.']);
  });

  test('tells a package where it may not be', () => {
    const faults = check({ 'src/low.ts': `import { html } from 'lit';`, 'src/top.ts': `import fs from 'node:fs';` });
    assert.deepEqual(faults, [
      'src/low.ts:1 imports lit, which only components/** may do.',
      'src/top.ts:1 imports node:fs, which no row of the packages in rollup.config.ts allows.',
    ]);
  });

  test('asks for a row where a module has none', () => {
    assert.deepEqual(check({ 'src/new.ts': '' }), [
      'src/new.ts has no row in the table of rollup.config.ts: add one that says what it may import.',
    ]);
  });
});

function check(files: Readonly<Record<string, string>>): string[] {
  const root = mkdtempSync(join(tmpdir(), 'cablegram-arrows-'));
  try {
    for (const [file, code] of Object.entries(files)) {
      mkdirSync(dirname(join(root, file)), { recursive: true });
      writeFileSync(join(root, file), code);
    }
    return checkArrows(root, table);
  } finally {
    rmSync(root, { recursive: true });
  }
}
