import uPlot from 'uplot';
import type { ChartEngine, ChartFrame, ChartLook, ChartScale, ChartTick } from './engine.js';
import type { Cell } from './series.js';
import { outliersOf, softRange, type ValueRange } from './y-range.js';

/** The distance of the drawing from the element's edges, and of labels from lines, in CSS pixels. */
const MARGIN = 8;

/** A view longer than this has labels with a date, which need more room. */
const DAY = 86_400_000;

/** Half the width of a character of a time label, in CSS pixels. */
const HALF_A_CHARACTER = 3.5;

/**
 * Draws with uPlot. uPlot knows nothing of messages and words.
 *
 * Time is in ms. Values are plain arrays, because uPlot draws a line across NaN in a typed array. uPlot's own gap detection takes the
 * neighbouring row for the neighbouring point, which is wrong if series have separate rows, so this module detects gaps itself.
 */
export function createUplotEngine(host: HTMLElement, look: ChartLook, width: number, height: number, pointerAt = -1): ChartEngine {
  let frame: ChartFrame = { since: 0, until: 1, at: [], columns: [], gaps: [] };
  let range: ValueRange = { low: 0, high: 1 };
  let scale: ChartScale = { ...range, times: [], values: [], outliers: [] };
  const { axes } = look;
  const plot = new uPlot(
    {
      ms: 1,
      width,
      height,
      legend: { show: false },
      cursor: { show: axes, left: pointerAt, y: false, drag: { x: false, setScale: false }, points: { size: MARGIN } },
      padding: axes ? [MARGIN, MARGIN, 0, 0] : [4, 6, 4, 2],
      scales: {
        x: { range: () => [frame.since, frame.until] },
        y: { range: () => [range.low, range.high] },
      },
      axes: axes ? axesOf(look, (ticks) => (scale = { ...scale, ...ticks })) : [{ show: false }, { show: false }],
      series: [{}, ...look.series.map(seriesOf)],
      hooks: {
        drawClear: [drawGaps],
        draw: [drawThresholds, drawOutliers],
        setCursor: [reportCursor],
      },
    },
    dataOf(),
    host,
  );
  return {
    canvas: plot.ctx.canvas,
    get pointerAt() {
      return plot.cursor.left ?? -1;
    },
    get scale() {
      return scale;
    },
    draw(next) {
      frame = next;
      range = rangeOf(look, softRange(frame));
      const outliers = outliersOf(frame, range).map((outlier) => ({
        ...outlier,
        label: look.valueLabel(outlier.value, stepOf(outlier.value)),
      }));
      scale = { ...scale, ...range, outliers };
      plot.batch(() => plot.setData(dataOf()));
    },
    resize: (wide, high) => plot.setSize({ width: wide, height: high }),
    point: (at) => plot.setCursor({ left: at ? plot.valToPos(at, 'x') : -1, top: 0 }),
    destroy: () => plot.destroy(),
  };

  /** Without rows, uPlot draws no axes, so an empty chart gets two rows without values. */
  function dataOf(): uPlot.AlignedData {
    const { at, columns, since, until } = frame;
    return [at.length > 0 ? at : [since, until], ...look.series.map((_, index) => columns[index] ?? [])] as uPlot.AlignedData;
  }

  function reportCursor({ cursor: { left = -1, idx, idxs = [] }, bbox }: uPlot): void {
    const isOver = left >= 0 && typeof idx === 'number' && frame.at.length > 0;
    look.onCursor(isOver ? { left: left + bbox.left / uPlot.pxRatio, row: idx, rows: idxs.slice(1) } : undefined);
  }

  function drawGaps(u: uPlot): void {
    const { ctx, bbox } = u;
    ctx.save();
    ctx.fillStyle = look.band;
    // One path, because two bands that overlap would be darker there.
    ctx.beginPath();
    for (const { since, until } of frame.gaps) {
      const left = Math.max(u.valToPos(since, 'x', true), bbox.left);
      const length = Math.min(u.valToPos(until, 'x', true), bbox.left + bbox.width) - left;
      if (length > 0) ctx.rect(left, bbox.top, length, bbox.height);
    }
    ctx.fill();
    ctx.restore();
  }

  /** Draws thresholds as dotted lines. Their labels use the font of the axes, which were drawn just before. */
  function drawThresholds(u: uPlot): void {
    const { ctx, bbox } = u;
    const end = bbox.left + bbox.width;
    const { pxRatio } = uPlot;
    ctx.save();
    ctx.fillStyle = look.limit;
    // Beside the value axis, because the newest points and the note are at the other end.
    ctx.textAlign = 'left';
    ctx.textBaseline = 'bottom';
    for (const { value, label = '' } of look.thresholds) {
      const top = u.valToPos(value, 'y', true);
      for (let { left } = bbox; left < end; left += 6 * pxRatio) ctx.fillRect(left, top, 2 * pxRatio, pxRatio);
      if (axes) ctx.fillText(label, bbox.left, top - pxRatio);
    }
    ctx.restore();
  }

  /** Draws a triangle at the edge, with the value that is beyond it. */
  function drawOutliers(u: uPlot): void {
    const { ctx, bbox } = u;
    const size = (MARGIN / 2) * uPlot.pxRatio;
    ctx.save();
    ctx.textAlign = 'left';
    for (const { at, column, isAbove, label } of scale.outliers) {
      const left = u.valToPos(at, 'x', true);
      const edge = isAbove ? bbox.top : bbox.top + bbox.height;
      const base = edge + (isAbove ? 2 : -2) * size;
      ctx.fillStyle = look.series[column]?.color ?? look.ink;
      ctx.beginPath();
      ctx.moveTo(left, edge);
      ctx.lineTo(left - size, base);
      ctx.lineTo(left + size, base);
      ctx.fill();
      if (!axes) continue;
      ctx.fillStyle = look.ink;
      ctx.textBaseline = isAbove ? 'top' : 'bottom';
      const width = ctx.measureText(label).width + 2 * size;
      const isRoomy = left + 2 * size + width < bbox.left + bbox.width;
      ctx.fillText(label, isRoomy ? left + 2 * size : left - width, edge);
    }
    ctx.restore();
  }
}

/** Returns the axis range: from zero if that wastes at most two thirds of the height. Thresholds are always in view. */
function rangeOf({ thresholds, lowest, highest }: ChartLook, values: ValueRange | undefined): ValueRange {
  const limits = thresholds.map(({ value }) => value);
  const least = Math.min(values?.low ?? Infinity, ...limits);
  const most = Math.max(values?.high ?? -Infinity, ...limits);
  const isFromZero = least > 0 && least < 0.66 * most;
  const [from, to] = least > most ? [0, 1] : uPlot.rangeNum(isFromZero ? 0 : least, most, 0.1, true);
  return { low: lowest ?? from ?? 0, high: highest ?? to ?? 1 };
}

/** Returns a step of three significant digits for a single value. */
function stepOf(value: number): number {
  return value === 0 ? 1 : 10 ** (Math.floor(Math.log10(Math.abs(value))) - 2);
}

function axesOf(
  { ink, font, grid, timeLabel, valueLabel }: ChartLook,
  onTicks: (ticks: Partial<Pick<ChartScale, 'times' | 'values'>>) => void,
): uPlot.Axis[] {
  const shared: uPlot.Axis = { stroke: ink, font, ticks: { show: false }, gap: MARGIN };
  return [
    {
      ...shared,
      grid: { show: false },
      size: 28,
      space: (_, __, since, until) => (until - since > DAY ? 110 : 80),
      values: (u, at, _, __, step) => {
        // Labels that the edge would cut off are omitted.
        const times = at.map((instant, index) => ({ at: instant, label: timeLabel(instant, at[index - 1], step) }));
        onTicks({ times });
        return times.map(({ at: instant, label }) => {
          const half = label.length * HALF_A_CHARACTER;
          const middle = u.bbox.left / uPlot.pxRatio + u.valToPos(instant, 'x');
          return middle < half || middle > u.width - half ? '' : label;
        });
      },
    },
    {
      ...shared,
      grid: { stroke: grid, width: 1 },
      space: 40,
      values: (_, values, __, ___, step) => {
        const ticks: readonly ChartTick[] = values.map((value) => ({ at: value, label: valueLabel(value, step) }));
        onTicks({ values: ticks });
        return ticks.map(({ label }) => label);
      },
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

/** Returns where a line is interrupted, in canvas pixels. Fills `ends` with the rows at which a line ends, which get a marker. */
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
