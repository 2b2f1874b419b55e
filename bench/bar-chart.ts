import { figureText, type Table } from './figures.js';

const WIDTH = 760;
const LABELS = 210;
const FIGURES = 80;
const ROW = 30;
const TOP = 44;

/** Colours of both themes: an image follows the reader's system, and brings its own ground. */
const STYLE = `
.ground{fill:#fff}text{fill:#1f2328;font:13px system-ui,sans-serif}.title{font-weight:600}.figure{paint-order:stroke;stroke:#fff;stroke-width:4px}.bar{fill:#a8b1bd}.ours{fill:#2563eb}.spread{stroke:#1f2328}.limit{stroke:#b42318;stroke-dasharray:4 3}
@media (prefers-color-scheme:dark){.ground{fill:#0d1117}text{fill:#e6edf3}.figure{stroke:#0d1117}.bar{fill:#5b6675}.ours{fill:#6ea0ff}.spread{stroke:#e6edf3}.limit{stroke:#ff8f85}}`;

/** Draws a table as horizontal bars with their spread, as the text of an SVG file. It names itself for screen readers. */
export function barChart({ title, unit, rows, limit }: Table): string {
  const most = Math.max(...rows.map(({ figure }) => figure.most), limit ?? 0);
  const along = (figure: number): number => Math.round((figure / most) * (WIDTH - LABELS - FIGURES) * 10) / 10;
  const height = TOP + rows.length * ROW + 10;
  const bars = rows.map(({ name, isOurs, figure }, index) => {
    const y = TOP + index * ROW;
    const [median, least, end] = [along(figure.median), along(figure.least), along(figure.most)];
    const spread = end > least ? `<path class="spread" d="M${LABELS + least} ${y + 10}H${LABELS + end}"/>` : '';
    return [
      `<text x="${LABELS - 10}" y="${y + 15}" text-anchor="end">${escape(name)}</text>`,
      `<rect class="${isOurs ? 'ours' : 'bar'}" x="${LABELS}" y="${y}" width="${Math.max(1, median)}" height="20" rx="2"/>`,
      spread,
      `<text class="figure" x="${LABELS + Math.max(median, end) + 8}" y="${y + 15}">${figureText(figure.median)}</text>`,
    ].join('');
  });
  const mark = limit === undefined ? '' : `<path class="limit" d="M${LABELS + along(limit)} ${TOP - 6}V${height - 6}"/>`;
  const label = `${title}, in ${unit}`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-label="${escape(label)}">`,
    `<style>${STYLE}\n</style><rect class="ground" width="${WIDTH}" height="${height}" rx="6"/>`,
    `<text class="title" x="14" y="24">${escape(label)}</text>`,
    ...(mark === '' ? [] : [mark]),
    ...bars,
    '</svg>\n',
  ].join('\n');
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
