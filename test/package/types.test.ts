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
const REACT = `
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
    <live-counter channel="A" params='{"metric":"orders"}' format-options='{"notation":"compact"}' />
    <live-feed channel="B" snapshot="/activity.json" aria-label="Activity" onlive-insert={(event) => event.preventDefault()} />
    <live-ticker channel="C" layout="table" tick-size="0.01" onlive-alert={({ symbol, limit }) => console.log(symbol, limit)}>
      <live-quote symbol="ACME" price="192.31" previous-close="190.03" />
    </live-ticker>
  </live-connection>
);
export const bad = (
  <>
    {/* @ts-expect-error: neither an object nor JSON. */}
    <live-counter params={42} />
    {/* @ts-expect-error: nor does it read an attribute here. */}
    <live-chart window="5m" />
    {/* @ts-expect-error: no such attribute. */}
    <live-feed chanel="B" />
    {/* @ts-expect-error: it cannot be set. */}
    <live-feed waiting={3} />
    {/* @ts-expect-error: a method is not set. */}
    <live-feed showPending={() => {}} />
  </>
);
`;

/** A component of Preact. */
const PREACT = `
import 'cablegram/define';
import type {} from 'cablegram/preact';

export const good = (
  <live-connection transports="cable polling" onlive-status={({ status }) => console.log(status.state)}>
    <live-counter channel="A" params={{ metric: 'orders' }} staleAfter={30_000} stale-after="30s" class="big" key="x">
      1,204
    </live-counter>
    <live-chart channel="A" window={300_000}>
      <live-series field="cpu" type="step" axis="right" />
    </live-chart>
    <live-feed channel="B" onlive-insert={(event) => event.preventDefault()} />
  </live-connection>
);
export const bad = (
  <>
    {/* @ts-expect-error: neither an object nor JSON. */}
    <live-counter params={42} />
    {/* @ts-expect-error: no such attribute. */}
    <live-feed chanel="B" />
    {/* @ts-expect-error: it cannot be set. */}
    <live-feed waiting={3} />
    {/* @ts-expect-error: the event has no such property. */}
    <live-counter onlive-change={({ worth }) => console.log(worth)} />
  </>
);
`;

/** A component of Solid. */
const SOLID = `
import 'cablegram/define';
import type {} from 'cablegram/solid';

export const good = (
  <live-connection transports="cable polling" on:live-status={({ status }) => console.log(status.state)}>
    <live-counter channel="A" prop:params={{ metric: 'orders' }} stale-after="30s" class="big">
      1,204
    </live-counter>
    <live-chart channel="A" prop:window={300_000}>
      <live-series field="cpu" type="step" axis="right" />
    </live-chart>
    <live-feed channel="B" params='{"shop":1}' on:live-insert={(event) => event.preventDefault()} />
  </live-connection>
);
export const bad = (
  <>
    {/* @ts-expect-error: Solid sets an attribute, which is text. */}
    <live-counter params={{ metric: 'orders' }} />
    {/* @ts-expect-error: the name of the attribute is stale-after. */}
    <live-counter staleAfter={30_000} />
    {/* @ts-expect-error: no such attribute. */}
    <live-feed chanel="B" />
    {/* @ts-expect-error: the event has no such property. */}
    <live-counter on:live-change={({ worth }) => console.log(worth)} />
  </>
);
`;

/** What a template of Svelte 5 passes to the elements. */
const SVELTE = `
import 'cablegram/define';
import type {} from 'cablegram/svelte';
import type { SvelteHTMLElements } from 'svelte/elements';

type Counter = SvelteHTMLElements['live-counter'];
export const good: Counter[] = [
  { channel: 'A', params: { metric: 'orders' }, 'stale-after': '30s', class: 'big', 'onlive-change': ({ value }) => console.log(value) },
  { staleAfter: 30_000, params: '{"metric":"orders"}' },
];
export const series: SvelteHTMLElements['live-series'] = { field: 'cpu', type: 'step' };
export const bad: Counter[] = [
  // @ts-expect-error: no such attribute.
  { chanel: 'B' },
  // @ts-expect-error: an age is a number of ms, or text in the attribute.
  { staleAfter: '30s' },
  // @ts-expect-error: the event has no such property.
  { 'onlive-change': ({ worth }) => console.log(worth) },
];
`;

/** What a template of Vue 3 passes to the elements. */
const VUE = `
import 'cablegram/define';
import type {} from 'cablegram/vue';
import type { GlobalComponents } from 'vue';

type Counter = InstanceType<GlobalComponents['live-counter']>['$props'];
export const good: Counter[] = [
  { channel: 'A', params: { metric: 'orders' }, staleAfter: '30s', class: 'big', key: 'x', onLiveChange: ({ value }) => console.log(value) },
  { staleAfter: 30_000 },
];
export const series: InstanceType<GlobalComponents['live-series']>['$props'] = { field: 'cpu', type: 'step' };
export const bad: Counter[] = [
  // @ts-expect-error: neither an object nor JSON.
  { params: 42 },
  // @ts-expect-error: no such attribute.
  { chanel: 'B' },
  // @ts-expect-error: the event has no such property.
  { onLiveChange: ({ worth }) => console.log(worth) },
];
`;

/** How a component follows a channel: the function, and what its result is followed by to read it. */
const HOOKS = {
  react: ['useChannel', ''],
  preact: ['useChannel', ''],
  vue: ['useChannel', '.value'],
  svelte: ['useChannel', '.current'],
  solid: ['useChannel', '()'],
  angular: ['injectChannel', '()'],
} as const;

function followedBy(framework: string, follow: string, read: string): string {
  return `
import type { Message } from 'cablegram';
import { ${follow} as follow, type LiveChannel } from 'cablegram/${framework}';

interface Order {
  readonly id: number;
}

function add(ids: readonly number[], message: Message<Order>): readonly number[] {
  return message.type === 'gap' || message.type === 'snapshot' ? ids : [...ids, message.body.id];
}

export const live: LiveChannel<Order | undefined> = follow<Order>('OrdersChannel', { shop: 7 }, { staleAfter: 30_000 })${read};
export const ids: readonly number[] = follow('OrdersChannel', undefined, { initial: [], reduce: add, snapshot: '/orders.json' })${read}.data;
// @ts-expect-error: an order is no number.
export const wrong: number | undefined = follow<Order>('OrdersChannel')${read}.data;
// @ts-expect-error: a reducer needs an initial value.
follow('OrdersChannel', undefined, { reduce: add });
// @ts-expect-error: no such option.
follow('OrdersChannel', undefined, { staleAfer: 30_000 });
`;
}

suite('the types of the package', () => {
  let installed: Installed;
  before(() => {
    installed = installTarball();
    symlinkSync(join(root, 'node_modules/csstype'), join(installed.project, 'node_modules/csstype'), 'dir');
  });
  after(() => installed.remove());

  function compile(file: string, text: string, jsxImportSource = 'react'): string {
    writeFileSync(join(installed.project, file), text);
    const compilerOptions = { noEmit: true, strict: true, target: 'es2022', lib: ['es2023', 'dom'], types: [] };
    const jsx = { jsx: 'react-jsx', jsxImportSource };
    const settings = { compilerOptions: { ...compilerOptions, ...jsx, module: 'esnext', moduleResolution: 'bundler' }, files: [file] };
    writeFileSync(join(installed.project, 'tsconfig.json'), JSON.stringify(settings));
    return spawnSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc')], { cwd: installed.project, encoding: 'utf8' })
      .stdout;
  }

  test('know an element by its registration, and its events wherever they are heard', () => {
    assert.equal(compile('page.ts', PAGE), '');
  });

  for (const [name, source, component] of [
    ['React', 'react', REACT],
    ['Preact', 'preact', PREACT],
    ['Solid', 'solid-js', SOLID],
  ] as const) {
    test(`tell the JSX of ${name} what each element takes`, () => {
      assert.equal(compile('component.tsx', component, source), '');
    });
  }

  for (const [name, file] of Object.entries({ Svelte: SVELTE, Vue: VUE })) {
    test(`tell the templates of ${name} what each element takes`, () => {
      assert.equal(compile('template.ts', file), '');
    });
  }

  test('tell a component of each framework what it gets from a channel', () => {
    const frameworks = Object.entries(HOOKS);
    for (const [framework, [follow, read]] of frameworks)
      writeFileSync(join(installed.project, `${framework}.ts`), followedBy(framework, follow, read));
    // One compilation for all of them, since each takes seconds.
    assert.equal(compile('follow.ts', frameworks.map(([framework]) => `import './${framework}.js';`).join('\n')), '');
  });
});
