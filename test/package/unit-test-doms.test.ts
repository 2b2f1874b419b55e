import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { copyFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import { promisify } from 'node:util';
import { installTarball, root, type Installed } from './tarball.js';

suite('the DOMs of unit tests', { concurrency: true }, () => {
  let installed: Installed;
  before(() => {
    installed = installTarball();
    for (const name of ['jsdom', 'happy-dom'])
      symlinkSync(join(root, 'node_modules', name), join(installed.project, 'node_modules', name), 'dir');
    copyFileSync(join(root, 'test/package/page-in-node.mjs'), join(installed.project, 'page-in-node.mjs'));
  });
  after(() => installed.remove());

  for (const dom of ['jsdom', 'happy-dom'])
    for (const condition of ['default', 'development'])
      test(`${dom} shows the values of every element (${condition} build)`, async () => {
        const { shown, errors } = await pageIn(installed, dom, condition);
        assert.deepEqual(errors, []);
        for (const motion of ['auto', 'full', 'none']) {
          const includes = (name: string, text: string): void => {
            const found = shown[`${name} ${motion}`] ?? '';
            assert.ok(found.includes(text), `live-${name} shows "${text}" with motion ${motion}, but got "${found}"`);
          };
          includes('chart', 'The chart');
          includes('chart', 'now 4');
          includes('counter', 'The counter');
          includes('counter', '1,042');
          includes('feed', 'Milk was sold');
          includes('feed', 'Tea was sold');
          includes('notice', 'The notice');
          includes('notice', 'The shop is full');
          includes('presence', 'The presence');
          includes('progress', '40% Folding');
          includes('rate', 'By hand');
          includes('status', 'Live');
          includes('ticker', '12.50');
        }
        assert.equal(shown['value'], '1,234.5');
        assert.equal(shown['source']?.trim(), '77');
      });
});

/** Runs `page-in-node.mjs` in the project, and returns what it printed. */
async function pageIn(
  { project }: Installed,
  dom: string,
  condition: string,
): Promise<{ shown: Record<string, string>; errors: string[] }> {
  const { stdout } = await promisify(execFile)(process.execPath, [`--conditions=${condition}`, 'page-in-node.mjs', dom], {
    cwd: project,
    timeout: 120_000,
  });
  return JSON.parse(stdout) as { shown: Record<string, string>; errors: string[] };
}
