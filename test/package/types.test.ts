import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import { installTarball, root, type Installed } from './tarball.js';

/** A page that takes the elements by their registration alone. */
const PAGE = `
import 'cablegram/define/live-counter.js';
import 'cablegram/define/live-feed.js';

const counter = document.querySelector('live-counter');
if (counter) counter.staleAfter = 30_000;
counter?.addEventListener('live-change', ({ value }) => console.log(value));
document.addEventListener('live-status', ({ status }) => console.log(status.state));
window.addEventListener('live-error', ({ error }) => console.log(String(error)));
// @ts-expect-error: an age is a number of ms.
if (counter) counter.staleAfter = '30s';
`;

/** A component of React 19. */
const COMPONENT = `
import { createRef } from 'react';
import 'cablegram/define';
import type {} from 'cablegram/react';
import type { LiveCounter } from 'cablegram/components';

export const good = (
  <live-connection transports="cable polling" poll-every="5s" onlive-status={({ status }) => console.log(status.state)}>
    <live-status variant="badge" with-details /> <live-pause mode="stop" />
    <live-counter ref={createRef<LiveCounter>()} channel="A" params={{ metric: 'orders' }} stale-after="30s" className="big" key="x">
      1,204
    </live-counter>
    <live-chart channel="A" window={300_000} y-min={0}>
      <live-series field="cpu" label="CPU" type="step" axis="right" />
      <live-threshold value={80} label="limit" severity="warn" />
    </live-chart>
    <live-feed channel="B" snapshot="/activity.json" aria-label="Activity" onlive-insert={(event) => event.preventDefault()} />
    <live-ticker channel="C" layout="table" tick-size="0.01" onlive-alert={({ symbol, limit }) => console.log(symbol, limit)}>
      <live-quote symbol="ACME" price="192.31" previous-close="190.03" />
    </live-ticker>
  </live-connection>
);
export const bad = (
  <>
    {/* @ts-expect-error: React sets a property, which is an object. */}
    <live-counter params='{"metric":"orders"}' />
    {/* @ts-expect-error: nor does it read an attribute here. */}
    <live-chart window="5m" />
    {/* @ts-expect-error: no such attribute. */}
    <live-feed chanel="B" />
  </>
);
`;

suite('the types of the package', () => {
  let installed: Installed;
  before(() => {
    installed = installTarball();
    symlinkSync(join(root, 'node_modules/csstype'), join(installed.project, 'node_modules/csstype'), 'dir');
  });
  after(() => installed.remove());

  function compile(file: string, text: string): string {
    writeFileSync(join(installed.project, file), text);
    const compilerOptions = { noEmit: true, strict: true, target: 'es2022', lib: ['es2023', 'dom'], types: [], jsx: 'react-jsx' };
    const settings = { compilerOptions: { ...compilerOptions, module: 'esnext', moduleResolution: 'bundler' }, files: [file] };
    writeFileSync(join(installed.project, 'tsconfig.json'), JSON.stringify(settings));
    return spawnSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc')], { cwd: installed.project, encoding: 'utf8' })
      .stdout;
  }

  test('know an element by its registration, and its events wherever they are heard', () => {
    assert.equal(compile('page.ts', PAGE), '');
  });

  test('tell the JSX of React what each element takes', () => {
    assert.equal(compile('component.tsx', COMPONENT), '');
  });
});
