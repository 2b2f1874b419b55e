import { byEsbuild, byVite, byWebpack, type Weight } from '../scripts/weigh.js';
import { type Row, spreadOf, type Table } from './figures.js';

/** A page that uses a library, with the least that is of use. */
interface Entry {
  readonly name: string;
  readonly isOurs?: boolean;
  readonly code: string;
}

const CLIENTS: readonly Entry[] = [
  { name: 'cablegram', isOurs: true, code: `import { createConnection } from 'cablegram';\nglobalThis.page = { createConnection };` },
  { name: '@rails/actioncable', code: `import { createConsumer } from '@rails/actioncable';\nglobalThis.page = { createConsumer };` },
  { name: '@anycable/web', code: `import { createCable } from '@anycable/web';\nglobalThis.page = { createCable };` },
  { name: 'centrifuge', code: `import { Centrifuge } from 'centrifuge';\nglobalThis.page = { Centrifuge };` },
];

const DISPLAYS: readonly Entry[] = [
  { name: 'live-counter, with the core', isOurs: true, code: `import 'cablegram/define/live-counter.js';` },
  { name: 'number-flow', code: `import 'number-flow';` },
  { name: 'live-feed, with the core', isOurs: true, code: `import 'cablegram/define/live-feed.js';` },
  { name: 'Turbo', code: `import '@hotwired/turbo';` },
  { name: 'live-chart, with the core', isOurs: true, code: `import 'cablegram/define/live-chart.js';` },
  {
    name: 'Chart.js, a line',
    code: `import { Chart, LinearScale, LineController, LineElement, PointElement } from 'chart.js';
Chart.register(LinearScale, LineController, LineElement, PointElement);
globalThis.page = { Chart };`,
  },
];

/** Weighs what each bundler makes of a page with each library. Nothing varies, so one round is enough. */
export async function compareWeight(): Promise<readonly Table[]> {
  return [
    { name: 'weight-clients', title: 'A client', unit: 'kB by esbuild', rows: await rowsOf(CLIENTS) },
    { name: 'weight-displays', title: 'What displays the data', unit: 'kB by esbuild', rows: await rowsOf(DISPLAYS) },
  ];
}

async function rowsOf(entries: readonly Entry[]): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const { name, isOurs = false, code } of entries) {
    const [esbuild, vite, webpack] = [await byEsbuild(code), await byVite(code), await byWebpack(code)];
    const more = { 'by Vite': text(vite.start), 'by webpack': text(webpack.start), 'loaded later, by esbuild': laterText(esbuild) };
    rows.push({ name, isOurs, figure: spreadOf([esbuild.start / 1000]), more });
  }
  return rows;
}

function laterText({ later }: Weight): string {
  return later === 0 ? '' : text(later);
}

function text(bytes: number): string {
  return (bytes / 1000).toFixed(1);
}
