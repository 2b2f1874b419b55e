/** What a client lacked at a moment, and what it said of itself. */
export interface Reading {
  readonly missing: number;
  readonly says: string;
}

/** One reading of both clients a second. */
export interface Sample {
  readonly stock: Reading;
  readonly ours: Reading;
}

/** When the faults began, in seconds. */
export interface Faults {
  readonly stopAt: number;
  readonly stopFor: number;
  readonly deafAt: number;
  readonly seconds: number;
}

const WIDTH = 880;
const LEFT = 168;
const RIGHT = 24;
const LANE = 108;
const TOP = 64;

/** How long the picture takes to move from the first second to the last, in seconds, and how long it then rests. */
const PLAYS = 14;
const RESTS = 4;

/** Draws what both clients lacked, as a picture that moves: one lane for each, and what it said of itself below. Still where motion is reduced. */
export function drawWhy(samples: readonly Sample[], faults: Faults): string {
  const most = Math.max(...samples.flatMap(({ stock, ours }) => [stock.missing, ours.missing]), 1);
  const height = TOP + 2 * (LANE + 76) + 30;
  const end = samples.at(-1);
  const summary = `Orders missing on the page, during ${faults.seconds} seconds with one order a second. At the end the stock client lacks ${end?.stock.missing}, and says ${end?.stock.says}; cablegram lacks ${end?.ours.missing}, and says ${end?.ours.says}.`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${summary}">
<style>
  svg { --ink: #1d2733; --soft: #5b6774; --line: #d5dbe1; --bad: #b3261e; --good: #12704a; --unsure: #8a5a00; --fault: #f4eadb; font: 14px system-ui, sans-serif; }
  @media (prefers-color-scheme: dark) { svg { --ink: #e8edf2; --soft: #a3afbb; --line: #3a4550; --bad: #ff9a90; --good: #6fd3a5; --unsure: #f0c070; --fault: #3a3122; } }
  text { fill: var(--ink); } .soft { fill: var(--soft); font-size: 13px; } .name { font-weight: 600; font-size: 16px; }
  .axis { stroke: var(--line); } .fault { fill: var(--fault); }
  .bad { fill: var(--bad); } .good { fill: var(--good); } .unsure { fill: var(--unsure); }
  .area { fill: var(--bad); opacity: 0.28; } .edge { fill: none; stroke: var(--bad); stroke-width: 2; }
  .says { font-size: 13px; fill: #fff; } @media (prefers-color-scheme: dark) { .says { fill: #10161c; } }
  .veil { animation: reveal ${PLAYS + RESTS}s linear infinite; transform-box: fill-box; transform-origin: left; }
  .head { stroke: var(--soft); stroke-dasharray: 3 4; animation: move ${PLAYS + RESTS}s linear infinite; }
  @keyframes reveal { 0% { transform: scaleX(0); } ${percent(PLAYS)} { transform: scaleX(1); } 100% { transform: scaleX(1); } }
  @keyframes move { 0% { transform: translateX(0); opacity: 1; } ${percent(PLAYS)} { transform: translateX(${WIDTH - LEFT - RIGHT}px); opacity: 1; } ${percent(PLAYS + 0.5)}, 100% { transform: translateX(${WIDTH - LEFT - RIGHT}px); opacity: 0; } }
  @media (prefers-reduced-motion: reduce) { .veil { animation: none; } .head { display: none; } }
</style>
<defs><clipPath id="shown"><rect class="veil" x="${LEFT}" y="0" width="${WIDTH - LEFT - RIGHT}" height="${height}"/></clipPath></defs>
${fault(faults.stopAt, faults.stopAt + faults.stopFor, 'no server', faults, height)}
${fault(faults.deafAt, faults.seconds, 'the socket is open, but the server delivers nothing', faults, height)}
${lane(
  'The stock client',
  TOP,
  most,
  samples.map(({ stock }) => stock),
  faults,
)}
${lane(
  'cablegram',
  TOP + LANE + 76,
  most,
  samples.map(({ ours }) => ours),
  faults,
)}
${[0, 20, 40, 60, 80, 100, 120]
  .filter((second) => second <= faults.seconds)
  .map((second) => `<text class="soft" x="${x(second, faults)}" y="${height - 10}" text-anchor="middle">${second} s</text>`)
  .join('')}
<line class="head" x1="${LEFT}" x2="${LEFT}" y1="${TOP - 8}" y2="${height - 28}"/>
</svg>
`;
}

function lane(name: string, top: number, most: number, readings: readonly Reading[], faults: Faults): string {
  const bottom = top + LANE;
  const y = (missing: number): number => round(bottom - (missing / most) * (LANE - 14));
  const steps = readings.map(({ missing }, second) => `H${x(second, faults)} V${y(missing)}`).join(' ');
  const line = `M${x(0, faults)} ${y(readings[0]?.missing ?? 0)} ${steps} H${x(faults.seconds, faults)}`;
  const worst = Math.max(...readings.map(({ missing }) => missing));
  const last = readings.at(-1)?.missing ?? 0;
  return `<text class="name" x="16" y="${top + 22}">${name}</text>
<text class="soft" x="16" y="${top + 44}">missing on the page:</text>
<text class="soft" x="16" y="${top + 64}">${worst} at worst, ${last} at the end</text>
<text class="soft" x="16" y="${bottom + 23}">says</text>
<line class="axis" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${bottom}" y2="${bottom}"/>
<g clip-path="url(#shown)">
<path class="area" d="${line} V${bottom} H${LEFT} Z"/><path class="edge" d="${line}"/>
${spans(readings)
  .map((span) => says(span, bottom + 8, faults))
  .join('')}
</g>`;
}

/** Green: it is right. Amber: it says that it may be old. Red: it is wrong and does not say so. */
type Kind = 'good' | 'unsure' | 'bad';

interface Span {
  readonly from: number;
  readonly to: number;
  readonly says: string;
  readonly kind: Kind;
}

/** The times in which a client said the same and was right or wrong. */
function spans(readings: readonly Reading[]): readonly Span[] {
  const found: Span[] = [];
  for (const [second, reading] of readings.entries()) {
    const last = found.at(-1);
    const kind = kindOf(reading);
    const { says } = reading;
    if (last?.says === says && last.kind === kind) found[found.length - 1] = { ...last, to: second + 1 };
    else found.push({ from: second, to: second + 1, says, kind });
  }
  return found;
}

function kindOf({ says, missing }: Reading): Kind {
  if (says === 'may be old' || says === 'disconnected' || says === 'connecting') return 'unsure';
  // By polling, the orders of up to five seconds are on their way.
  return missing > (says === 'live by polling' ? 5 : 1) ? 'bad' : 'good';
}

function says({ from, to, says, kind }: Span, y: number, faults: Faults): string {
  const left = x(from, faults);
  const width = round(x(to, faults) - left);
  const text = width > says.length * 7 + 12 ? `<text class="says" x="${round(left + 8)}" y="${y + 16}">${says}</text>` : '';
  return `<rect class="${kind}" x="${left}" y="${y}" width="${Math.max(0, width - 1)}" height="22" rx="3"/>${text}`;
}

function fault(from: number, to: number, words: string, faults: Faults, height: number): string {
  const left = x(from, faults);
  return `<rect class="fault" x="${left}" y="34" width="${round(x(to, faults) - left)}" height="${height - 62}"/><text class="soft" x="${left}" y="26">${words}</text>`;
}

function x(second: number, { seconds }: Faults): number {
  return round(LEFT + (Math.min(second, seconds) / seconds) * (WIDTH - LEFT - RIGHT));
}

function percent(seconds: number): string {
  return `${round((seconds / (PLAYS + RESTS)) * 100)}%`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
