import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { suite, test } from 'node:test';
import { warnOnce } from '../../src/development.js';
import { CablegramError, type CablegramErrorCode } from '../../src/index.js';

suite('warnOnce', () => {
  test('names the page that explains an error, and nothing else for a text', () => {
    const warnings = warningsOf(() => {
      warnOnce(new CablegramError('option-invalid', 'every needs to be a duration.'));
      warnOnce('A connection has no option "evry".');
      warnOnce(new TypeError('It is not a function.'));
    });
    assert.deepEqual(warnings, [
      'cablegram: every needs to be a duration. See cablegram/docs/errors.md#option-invalid',
      'cablegram: A connection has no option "evry".',
      'cablegram: It is not a function.',
    ]);
  });

  test('warns once of the same text', () => {
    assert.equal(warningsOf(() => [1, 2].forEach(() => warnOnce('The same.'))).length, 1);
  });
});

suite('CablegramError', () => {
  test('names a section of docs/errors.md for each code', () => {
    const document = readFileSync(new URL('../../docs/errors.md', import.meta.url), 'utf8');
    const codes = [...document.matchAll(/^### ([a-z-]+)$/gm)].map(([, code = '']) => code as CablegramErrorCode);
    assert.ok(codes.length > 20);
    for (const code of codes) assert.equal(new CablegramError(code, 'It failed.').page, `docs/errors.md#${code}`);
  });
});

function warningsOf(run: () => void): readonly unknown[] {
  const { warn } = console;
  const warnings: unknown[] = [];
  console.warn = (text: unknown) => void warnings.push(text);
  try {
    run();
  } finally {
    console.warn = warn;
  }
  return warnings;
}
