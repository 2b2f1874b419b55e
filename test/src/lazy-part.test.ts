import { suite, test } from 'node:test';
import assert from 'node:assert/strict';
import { lazyPart } from '../../src/lazy-part.js';

suite('lazyPart', () => {
  test('imports the part once for all calls, and keeps it', async () => {
    let imports = 0;
    const part = lazyPart(async () => ({ import: (imports += 1) }));
    assert.equal(part.loaded, undefined);
    const [one, other] = await Promise.all([part.load(), part.load()]);
    assert.equal(one, other);
    assert.equal(part.loaded, one);
    assert.equal(await part.load(), one);
    assert.equal(imports, 1);
  });

  test('imports the part again after a failure', async () => {
    let imports = 0;
    const part = lazyPart(async () => {
      imports += 1;
      if (imports === 1) throw new Error('404');
      return 'part';
    });
    await assert.rejects(part.load(), /404/);
    assert.equal(part.loaded, undefined);
    assert.equal(await part.load(), 'part');
  });

  test('imports nothing if the part was provided', async () => {
    const part = lazyPart<string>(() => Promise.reject(new Error('imported')));
    part.provide('part');
    assert.equal(part.loaded, 'part');
    assert.equal(await part.load(), 'part');
  });
});
