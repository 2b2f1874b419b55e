import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import ts from 'typescript';
import { filesBelow, root } from './tarball.js';

suite('our own code in dist/', () => {
  const modules = ['dist/src', 'dist/components', 'dist/development'].flatMap((folder) =>
    filesBelow(join(root, folder))
      .filter((file) => file.endsWith('.js'))
      .map((file) => `${folder}/${file}`),
  );

  test('is there', () => {
    assert.ok(modules.length > 0);
  });

  for (const word of ['innerHTML', 'outerHTML', 'insertAdjacentHTML', 'unsafeHTML', 'unsafeStatic', 'DOMParser', 'eval(', 'new Function'])
    test(`X1: never says ${word}`, () => {
      assert.deepEqual(
        modules.filter((file) => codeOf(file).includes(word)),
        [],
      );
    });
});

/** A module without its comments, which may say what the code must not. */
function codeOf(file: string): string {
  const text = readFileSync(join(root, file), 'utf8');
  return ts.transpileModule(text, { compilerOptions: { target: ts.ScriptTarget.ESNext, removeComments: true } }).outputText;
}
