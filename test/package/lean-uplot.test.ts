import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { suite, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { transform } from 'esbuild';
import { withoutUnused } from '../../scripts/lean-uplot.js';

const source = readFileSync(fileURLToPath(import.meta.resolve('uplot')), 'utf8');

suite('withoutUnused', () => {
  test('takes out of uPlot what nobody calls, and nothing that the chart needs', async () => {
    const { code } = await transform(withoutUnused(source));
    const kept = [...code.matchAll(/^ *\(?(?:uPlot|paths)\.(\w+) = /gm)].map(([, name]) => name);
    assert.deepEqual(kept, ['pxRatio', 'rangeNum', 'pxRatio']);
    assert.match(code, /showLegend = false;/);
  });

  test('moves no line', () => {
    assert.equal(withoutUnused(source).split('\n').length, source.split('\n').length);
  });

  test('throws where uPlot has changed, so that the build fails', () => {
    assert.throws(() => withoutUnused(source.replace('showLegend = legend.show', 'showLegend = legend.isShown')), /showLegend/);
  });
});
