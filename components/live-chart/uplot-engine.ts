import uPlot from 'uplot';
import type { ChartEngine, ChartFrame, ChartLook } from './engine.js';
import type { Cell } from './series.js';

/** How far the drawing stays from the edges of the element, and words from lines, in CSS pixels. */
const MARGIN = 8;

/** What half a character of a label of the time axis needs, in CSS pixels. */
const HALF_A_CHARACTER = 3.5;

/**
 * Draws with uPlot, which is fast and knows nothing of messages and words.
 *
 * It runs in ms. Values are plain arrays, since uPlot draws a line across NaN of a typed array; its own way with gaps takes the neighbouring
 * row for the neighbouring point, which is wrong where series have rows of their own, so gaps are found here.
 */
export function createUplotEngine(host: HTMLElement, look: ChartLook, width: number, height: number): ChartEngine {
  let frame: ChartFrame = { since: 0, until: 1, at: [], columns: [], gaps: [] };
  const { axes } = look;
  const plot = new uPlot(
    {
      ms: 1,
      width,
      height,
      legend: { show: false },
      cursor: { show: axes, y: false, drag: { x: false, setScale: false }, points: { size: MARGIN } },
      padding: axes ? [MARGIN, MARGIN, 0, 0] : [4, 6, 4, 2],
      scales: {
        x: { range: () => [frame.since, frame.until] },
        y: { range: (_, low, high) => rangeOf(look, low, high) },
      },
      axes: axes ? axesOf(look) : [{ show: false }, { show: false }],
      series: [{}, ...look.series.map(seriesOf)],
      hooks: {
        drawClear: [drawGaps],
        draw: [drawThresholds],
        setCursor: [tellCursor],
      },
    },
    dataOf(),
    host,
  );
  return {
    canvas: plot.ctx.canvas,
    draw(next) {
      frame = next;
      plot.batch(() => plot.setData(dataOf()));
    },
    resize: (wide, high) => plot.setSize({ width: wide, height: high }),
    point: (at) => plot.setCursor({ left: at ? plot.valToPos(at, 'x') : -1, top: 0 }),
    destroy: () => plot.destroy(),
  };

  /** Without rows uPlot draws no axes, so that an empty chart has two without values. */
  function dataOf(): uPlot.AlignedData {
    const { at, columns, since, until } = frame;
    return [at.length > 0 ? at : [since, until], ...look.series.map((_, index) => columns[index] ?? [])] as uPlot.AlignedData;
  }

  function tellCursor({ cursor: { left = -1, idx, idxs = [] }, bbox }: uPlot): void {
    const isOver = left >= 0 && typeof idx === 'number' && frame.at.length > 0;
    look.onCursor(isOver ? { left: left + bbox.left / uPlot.pxRatio, row: idx, rows: idxs.slice(1) } : undefined);
  }

  function drawGaps(u: uPlot): void {
    const { ctx, bbox } = u;
    ctx.save();
    ctx.fillStyle = look.band;
    for (const { since, until } of frame.gaps) {
      const left = Math.max(u.valToPos(since, 'x', true), bbox.left);
      const length = Math.min(u.valToPos(until, 'x', true), bbox.left + bbox.width) - left;
      if (length > 0) ctx.fillRect(left, bbox.top, length, bbox.height);
    }
    ctx.restore();
  }

  /** Dotted; its words are in the font of the axes, which were drawn just before. */
  function drawThresholds(u: uPlot): void {
    const { ctx, bbox } = u;
    const end = bbox.left + bbox.width;
    const { pxRatio } = uPlot;
    ctx.save();
    ctx.fillStyle = look.limit;
    // Beside the values, since the other end has the newest points and what is said of their age.
    ctx.textAlign = 'left';
    ctx.textBaseline = 'bottom';
    for (const { value, label = '' } of look.thresholds) {
      const top = u.valToPos(value, 'y', true);
      for (let { left } = bbox; left < end; left += 6 * pxRatio) ctx.fillRect(left, top, 2 * pxRatio, pxRatio);
      if (axes) ctx.fillText(label, bbox.left, top - pxRatio);
    }
    ctx.restore();
  }
}

/** From zero where that wastes at most two thirds of the height; thresholds are always in view. */
function rangeOf({ thresholds, lowest, highest }: ChartLook, low: number | null, high: number | null): [number, number] {
  const limits = thresholds.map(({ value }) => value);
  const least = Math.min(low ?? Infinity, ...limits);
  const most = Math.max(high ?? -Infinity, ...limits);
  const isFromZero = least > 0 && least < 0.66 * most;
  const [from, to] = least > most ? [0, 1] : uPlot.rangeNum(isFromZero ? 0 : least, most, 0.1, true);
  return [lowest ?? from ?? 0, highest ?? to ?? 1];
}

function axesOf({ ink, font, grid, timeLabel, valueLabel }: ChartLook): uPlot.Axis[] {
  const shared: uPlot.Axis = { stroke: ink, font, ticks: { show: false }, gap: MARGIN };
  return [
    {
      ...shared,
      grid: { show: false },
      size: 28,
      space: 80,
      // One that the edge would cut off is left out.
      values: (u, at, _, __, step) =>
        at.map((instant) => {
          const label = timeLabel(instant, step);
          const half = label.length * HALF_A_CHARACTER;
          const middle = u.bbox.left / uPlot.pxRatio + u.valToPos(instant, 'x');
          return middle < half || middle > u.width - half ? '' : label;
        }),
    },
    {
      ...shared,
      grid: { stroke: grid, width: 1 },
      space: 40,
      values: (_, values) => values.map(valueLabel),
      size: (_, labels: readonly string[] | null) => 2 * MARGIN + 7 * Math.max(...(labels ?? []).map((label) => label.length), 2),
    },
  ];
}

function seriesOf({ color, dash, area }: ChartLook['series'][number]): uPlot.Series {
  let ends: number[] = [];
  return {
    stroke: color,
    dash: [...dash],
    width: 2,
    ...(area && { fill: area }),
    gaps: (u, column, from, to) => gapsOf(u, column, from, to, (ends = [])),
    points: { size: 7, fill: color, filter: () => ends },
  };
}

/** Where a line is interrupted, in canvas pixels; fills `ends` with the rows from which no line goes on, which are marked. */
function gapsOf(u: uPlot, column: number, from: number, to: number, ends: number[]): uPlot.Series.Gaps {
  const cells = u.data[column] as readonly Cell[];
  const gaps: uPlot.Series.Gaps = [];
  let last: number | undefined;
  let isBroken = false;
  for (let row = from; row <= to; row += 1) {
    if (cells[row] === null) isBroken = true;
    if (typeof cells[row] !== 'number') continue;
    if (isBroken && last !== undefined) {
      gaps.push([leftOf(u, last), leftOf(u, row)]);
      ends.push(last);
    }
    isBroken = false;
    last = row;
  }
  if (last !== undefined) ends.push(last);
  return gaps;
}

function leftOf(u: uPlot, row: number): number {
  return Math.round(u.valToPos(Number(u.data[0][row]), 'x', true));
}
