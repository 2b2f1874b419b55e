import { format, resolveConfig } from 'prettier';
import { fileURLToPath } from 'node:url';
import { figureText, type Part, type Row, type Spread, type Table } from './figures.js';

const INTRODUCTION = `# Benchmarks

This page is written by \`npm run bench\`, which you can run yourself: \`npm run bench -- wire chart\` measures two of its parts. Every part runs all
candidates in turns, in one headless Chromium, on the same machine. Read the ratios, not the milliseconds: they change little from machine to machine.

- **Less is better everywhere.** A figure is the median over the rounds. The line in a bar, and the brackets in a table, show the lowest and the highest round.
- **Where the spreads of two rows overlap, read them as equal.** That is usual for frames over a real socket, where most of the time is the browser's own.
- **Times are processor time of the page's main thread**, so other work on the machine changes them little.
- **Each library is set up as its own documentation advises for speed.** The code is in \`bench/\`.
- **A dashed line is a limit.** The command fails if cablegram exceeds it.

Recovery from faults is not repeated here. [Reliability](reliability.md) lists how fast cablegram and the stock clients notice a loss, come back and
repair what was missed, with the command that checks each figure. \`npm run test:faults\` runs all of them.
`;

/** Writes the document of all parts, formatted as the other documents are. */
export async function documentOf(parts: readonly Part[]): Promise<string> {
  const text = [INTRODUCTION, ...parts.map(sectionOf)].join('\n');
  const file = fileURLToPath(new URL('../docs/benchmarks.md', import.meta.url));
  return format(text, { ...(await resolveConfig(file)), filepath: file });
}

function sectionOf({ title, how, tables, conditions }: Part): string {
  return [`## ${title}`, how, ...tables.map(tableOf), `Measured with ${conditions}.`, ''].join('\n\n');
}

function tableOf({ name, title, unit, rows, limit }: Table): string {
  const columns = [...new Set(rows.flatMap(({ more = {} }) => Object.keys(more)))];
  const lines = rows.map(({ name: row, isOurs, figure, more = {} }) => {
    const cells = [isOurs ? `**${row}**` : row, spreadText(figure), ...columns.map((column) => more[column] ?? '')];
    return `| ${cells.join(' | ')} |`;
  });
  const head = `| ${['', unit, ...columns].join(' | ')} |`;
  const rule = `| ${['---', '---', ...columns.map(() => '---')].join(' | ')} |`;
  const heard = rows.map(({ name: row, figure }) => `${row} ${figureText(figure.median)}`).join(', ');
  const alt = `${title}, in ${unit}: ${heard}`.replaceAll(/[[\]]/g, '');
  const limitText = limit === undefined ? '' : ` The limit of cablegram is ${limit}.`;
  return [
    `### ${title}`,
    `![${alt}.](benchmarks/${name}.svg)`,
    [head, rule, ...lines].join('\n'),
    `${cheaperText(rows)}${limitText}`.trim(),
  ]
    .filter((block) => block !== '')
    .join('\n\n');
}

/** Says what costs less than the dearest row of ours, the floors aside. */
function cheaperText(rows: readonly Row[]): string {
  const ours = Math.max(...rows.filter(({ isOurs }) => isOurs).map(({ figure }) => figure.median));
  const cheaper = rows.filter(({ name, isOurs, figure }) => !isOurs && name !== 'by hand' && figure.median < ours);
  return cheaper.length === 0 ? '' : `Cheaper than cablegram here: ${cheaper.map(({ name }) => name).join(', ')}.`;
}

function spreadText({ median, least, most }: Spread): string {
  return least === most ? figureText(median) : `${figureText(median)} (${figureText(least)}–${figureText(most)})`;
}
