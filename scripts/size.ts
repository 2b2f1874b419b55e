import { gzipSync } from 'node:zlib';
import { rollup, type Plugin } from 'rollup';
import { budgets, bundled, minified, onLog, root } from '../rollup.config.js';

/** Prints what each budget's entry weighs, and fails over a limit. */
const rows = await Promise.all(
  budgets.map(async ({ name, entry, limit }) => {
    const bytes = await weigh(entry);
    return { name, bytes, limit, over: bytes > limit };
  }),
);
const width = Math.max(...rows.map(({ name }) => name.length));
console.log(`${'gzip -9, dependencies inside'.padEnd(width)}    bytes      kB    limit`);
for (const { name, bytes, limit, over } of rows)
  console.log(
    `${name.padEnd(width)}  ${pad(bytes)}  ${(bytes / 1000).toFixed(1).padStart(6)}  ${pad(limit)}${over ? `  ${bytes - limit} over` : ''}`,
  );
if (rows.some(({ over }) => over)) {
  console.error('Over the budget: make it smaller, or raise the limit in rollup.config.ts in a commit that says why.');
  process.exitCode = 1;
}

async function weigh(entry: string): Promise<number> {
  const bundle = await rollup({ input: 'entry', plugins: [entryOf(entry), ...bundled()], onLog });
  const { output } = await bundle.generate({ format: 'es', inlineDynamicImports: true, plugins: [minified()] });
  await bundle.close();
  const code = output.map((file) => (file.type === 'chunk' ? file.code : '')).join('');
  return gzipSync(code, { level: 9 }).length;
}

/** A module that exists only while it is weighed, and stands in the root of the project. */
function entryOf(code: string): Plugin {
  const id = `${root}size-entry.ts`;
  return {
    name: 'entry',
    resolveId: (source) => (source === 'entry' ? id : null),
    load: (asked) => (asked === id ? code : null),
  };
}

function pad(bytes: number): string {
  return String(bytes).padStart(7);
}
