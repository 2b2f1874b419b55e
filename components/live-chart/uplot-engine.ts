import uPlot from 'uplot';
import { drawAnnotations, drawEndLabels, drawGaps, drawOutliers, drawThresholds } from './chart-marks.js';
import { barPath, markersPath, type PathRows, stepPath } from './chart-paths.js';
import { type ChartPlane, fontIn } from './chart-plane.js';
import type { Side } from './chart-series.js';
import type { AxisOptions, ChartEngine, ChartFrame, ChartLook, ChartScale, ChartTick, SeriesLook, ValueAxis } from './engine.js';
import type { Cell } from './series.js';
import { spanned } from './spanned.js';
import { isPositive, logRange, outliersOf, softRange, type ValueRange } from './y-range.js';

/** The distance of the drawing from the element's edges, and of labels from lines, in CSS pixels. */
const MARGIN = 8;

/** A view longer than this has labels with a date, which need more room. */
const DAY = 86_400_000;

/** Half the width of a character of a time label, in CSS pixels. */
const HALF_A_CHARACTER = 3.5;

/** The most room that labels at the ends of lines take, as a share of the width, and the least width and height for them, in CSS pixels. */
const MOST_FOR_LABELS = 0.25;
const LEAST_WIDTH = 480;
const LINE = 14;

/** What places an axis on the right. */
const ON_THE_RIGHT = { side: 1 } as const;

/** How pale lines are whose data may be old. */
const PALE = 0.55;

/**
 * Draws with uPlot. uPlot knows nothing of messages and words.
 *
 * Time is in ms. Values are plain arrays, because uPlot draws a line across NaN in a typed array. uPlot's own gap detection takes the
 * neighbouring row for the neighbouring point, which is wrong if series have separate rows, so this module detects gaps itself.
 */
export function createUplotEngine(host: HTMLElement, look: ChartLook, width: number, height: number, pointerAt = -1): ChartEngine {
  let frame: ChartFrame = { since: 0, until: 1, at: [], columns: [], gaps: [] };
  const ranges: Record<Side, ValueRange> = { left: { low: 0, high: 1 }, right: { low: 0, high: 1 } };
  let times: readonly ChartTick[] = [];
  const ticks: Record<Side, readonly ChartTick[]> = { left: [], right: [] };
  let outliers: ChartScale['outliers'] = [];
  let heldAt: number | undefined;
  const { axes, zoom = 1 } = look;
  const margin = MARGIN * zoom;
  const hasRight = look.series.some(({ axis }) => axis === 'right');
  const sides: readonly Side[] = hasRight ? ['left', 'right'] : ['left'];
  const bars = look.series.filter(({ type }) => type === 'bar');
  const room =
    axes && !hasRight && width >= LEAST_WIDTH * zoom && height > (look.series.length + 2) * LINE * zoom ? labelRoom(look, width) : 0;
  const plot = new uPlot(
    {
      ms: 1,
      tzDate: look.dateOf,
      width,
      height,
      legend: { show: false },
      cursor: {
        show: axes,
        left: pointerAt,
        y: false,
        drag: { x: false, setScale: false },
        points: { size: margin },
        move: (u, left, top) => (heldAt === undefined ? [left, top] : [u.valToPos(heldAt, 'x'), 0]),
      },
      padding: axes ? [margin, hasRight ? 0 : margin + room, 0, 0] : [4 * zoom, 6 * zoom, 4 * zoom, 2 * zoom],
      scales: {
        x: { range: () => [frame.since, frame.until] },
        ...Object.fromEntries(
          sides.map((side) => [side, { distr: look[side].isLog ? 3 : 1, range: () => [ranges[side].low, ranges[side].high] }]),
        ),
      },
      axes: axes
        ? [timeAxis(look, (next) => (times = next)), ...sides.map((side) => valueAxis(look, side, (next) => (ticks[side] = next)))]
        : [{ show: false }, { show: false, scale: 'left' }],
      series: [{}, ...look.series.map((one) => seriesOf(one, bars, look))],
      hooks: {
        drawClear: [(u) => drawGaps(marksOf(u))],
        drawAxes: [(u) => drawThresholds(marksOf(u))],
        draw: [drawOver],
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
    get box() {
      const { left, top, width: wide, height: high } = plot.bbox;
      const { pxRatio } = uPlot;
      return { left: left / pxRatio, top: top / pxRatio, width: wide / pxRatio, height: high / pxRatio };
    },
    get scale() {
      return { left: axisOf('left'), right: hasRight ? axisOf('right') : undefined, times, outliers };
    },
    draw(next) {
      frame = next;
      for (const side of sides) ranges[side] = rangeOf(look, side, columnsOf(next, look, side));
      outliers = sides.flatMap((side) =>
        outliersOf(columnsOf(next, look, side), ranges[side]).map((outlier) => ({
          ...outlier,
          label: look.valueLabel(outlier.value, stepOf(outlier.value)),
        })),
      );
      for (const series of plot.series.slice(1)) series.alpha = next.isOld ? PALE : 1;
      plot.batch(() => plot.setData(dataOf()));
    },
    resize: (wide, high) => plot.setSize({ width: wide, height: high }),
    point(at) {
      heldAt = at;
      plot.setCursor({ left: at === undefined ? -1 : plot.valToPos(at, 'x'), top: 0 });
    },
    release: () => (heldAt = undefined),
    destroy: () => plot.destroy(),
  };

  function axisOf(side: Side): ValueAxis {
    return { ...ranges[side], isLog: look[side].isLog === true, ticks: ticks[side] };
  }

  /** Without rows, uPlot draws no axes, so an empty chart gets two rows without values. A logarithmic axis has no place for zero. */
  function dataOf(): uPlot.AlignedData {
    const { at, columns, since, until } = frame;
    const cells = look.series.map(({ axis }, index) => {
      const whole = columns[index] ?? [];
      const column = look.spansGaps ? spanned(whole, frame) : whole;
      return look[axis].isLog ? column.map((cell) => (typeof cell === 'number' && !isPositive(cell) ? null : cell)) : column;
    });
    return [at.length > 0 ? at : [since, until], ...cells] as uPlot.AlignedData;
  }

  function reportCursor({ cursor: { left = -1, idx, idxs = [] }, bbox }: uPlot): void {
    const isOver = left >= 0 && typeof idx === 'number' && frame.at.length > 0;
    look.onCursor(isOver ? { left: left + bbox.left / uPlot.pxRatio, row: idx, rows: idxs.slice(1) } : undefined);
  }

  function marksOf(u: uPlot): Parameters<typeof drawGaps>[0] {
    return { plane: planeOf(u, zoom), look, frame };
  }

  function drawOver(u: uPlot): void {
    const marks = marksOf(u);
    drawAnnotations(marks);
    drawOutliers(marks, { left: axisOf('left'), right: undefined, times, outliers });
    if (room > 0) drawEndLabels(marks);
  }
}

function planeOf(u: uPlot, zoom: number): ChartPlane {
  const { left, top, width, height } = u.bbox;
  return {
    pen: u.ctx,
    left,
    top,
    right: left + width,
    bottom: top + height,
    ratio: uPlot.pxRatio * zoom,
    x: (at) => u.valToPos(at, 'x', true),
    y: (value, axis) => u.valToPos(value, axis, true),
  };
}

/** Returns a frame in which only the series of one axis have values. */
function columnsOf(frame: ChartFrame, { series }: ChartLook, side: Side): ChartFrame {
  return { ...frame, columns: frame.columns.map((cells, index) => (series[index]?.axis === side ? cells : [])) };
}

/** Returns the axis range: from zero if that wastes at most two thirds of the height, or if there are bars. Thresholds are always in view. */
function rangeOf(look: ChartLook, side: Side, frame: ChartFrame): ValueRange {
  const options = look[side];
  const values = softRange(frame, options.isLog ? isPositive : undefined);
  const limits = look.thresholds.filter(({ axis }) => axis === side).flatMap(({ value, to }) => (to === undefined ? [value] : [value, to]));
  const ends = [values?.low, values?.high, ...limits].filter((end) => end !== undefined);
  const whole = ends.length > 0 ? { low: Math.min(...ends), high: Math.max(...ends) } : undefined;
  if (options.isLog) {
    const seen = ends.filter(isPositive);
    return logRange(seen.length > 0 ? { low: Math.min(...seen), high: Math.max(...seen) } : undefined, options);
  }
  return linearRange(
    whole,
    options,
    look.series.some(({ type, axis }) => axis === side && type === 'bar'),
  );
}

function linearRange(whole: ValueRange | undefined, options: AxisOptions, hasBars: boolean): ValueRange {
  const { lowest, highest, softLowest, softHighest } = options;
  const least = Math.min(whole?.low ?? Infinity, softLowest ?? Infinity, hasBars ? 0 : Infinity);
  const most = Math.max(whole?.high ?? -Infinity, softHighest ?? -Infinity, hasBars ? 0 : -Infinity);
  const isFromZero = least > 0 && least < 0.66 * most;
  const [from, to] = least > most ? [0, 1] : uPlot.rangeNum(isFromZero ? 0 : least, most, 0.1, true);
  return { low: lowest ?? from ?? 0, high: highest ?? to ?? 1 };
}

/** Returns a step of three significant digits for a single value. */
function stepOf(value: number): number {
  return value === 0 ? 1 : 10 ** (Math.floor(Math.log10(Math.abs(value))) - 2);
}

function labelRoom({ series, font, zoom = 1 }: ChartLook, width: number): number {
  const pen = document.createElement('canvas').getContext('2d');
  if (!pen) return 0;
  pen.font = fontIn(font, 1);
  const widest = Math.ceil(Math.max(0, ...series.map(({ label }) => pen.measureText(label).width)));
  return widest === 0 ? 0 : Math.min(widest + MARGIN * zoom, Math.floor(width * MOST_FOR_LABELS));
}

function timeAxis({ ink, font, timeLabel, zoom = 1 }: ChartLook, onTicks: (ticks: readonly ChartTick[]) => void): uPlot.Axis {
  return {
    ...sharedAxis(ink, font, zoom),
    grid: { show: false },
    size: 28 * zoom,
    space: (_, __, since, until) => zoom * (until - since > DAY ? 110 : 80),
    values: (u, at, _, __, step) => {
      // Labels that the edge would cut off are omitted.
      const times = at.map((instant, index) => ({ at: instant, label: timeLabel(instant, at[index - 1], step) }));
      onTicks(times);
      return times.map(({ at: instant, label }) => {
        const half = label.length * HALF_A_CHARACTER * zoom;
        const middle = u.bbox.left / uPlot.pxRatio + u.valToPos(instant, 'x');
        return middle < half || middle > u.width - half ? '' : label;
      });
    },
  };
}

function valueAxis(look: ChartLook, side: Side, onTicks: (ticks: readonly ChartTick[]) => void): uPlot.Axis {
  const { ink, font, grid, valueLabel, series, zoom = 1 } = look;
  const { isLog } = look[side];
  const [one, other] = series.filter(({ axis }) => axis === side);
  const isPaired = series.some(({ axis }) => axis !== side);
  return {
    // With two axes, one that measures a single series has its colour.
    ...sharedAxis(isPaired && one && !other ? one.color : ink, font, zoom),
    scale: side,
    ...(side === 'right' && ON_THE_RIGHT),
    grid: { show: side === 'left', stroke: grid, width: zoom, ...(isLog && { filter: powersIn }) },
    ...(isLog && { filter: powersIn }),
    space: zoom * (isLog ? 24 : 40),
    values: (_, values: readonly (number | null)[], __, ___, step) => {
      const labels = values.map((value) => (value === null ? '' : valueLabel(value, isLog ? stepOf(value) : step)));
      onTicks(values.flatMap((value, index) => (value === null ? [] : { at: value, label: labels[index] ?? '' })));
      return labels;
    },
    size: (_, labels: readonly string[] | null) => zoom * (2 * MARGIN + 7 * Math.max(...(labels ?? []).map((label) => label.length), 2)),
  };
}

/** Returns only the powers of ten, if there are several; uPlot leaves out the others. */
function powersIn(_: uPlot, values: number[]): (number | null)[] {
  const powers = values.map((value) => (Number.isInteger(Math.round(Math.log10(value) * 1e9) / 1e9) ? value : null));
  return powers.filter((value) => value !== null).length > 1 ? powers : values;
}

function sharedAxis(stroke: string, font: string, zoom: number): uPlot.Axis {
  return { stroke, font, ticks: { show: false }, gap: MARGIN * zoom };
}

function seriesOf(look: SeriesLook, bars: readonly SeriesLook[], { isSmooth, zoom = 1 }: ChartLook): uPlot.Series {
  const { color, dash, area, type, marker, axis } = look;
  let ends: number[] = [];
  const rowsOf = (u: uPlot, column: number, first: number, last: number): PathRows => ({
    at: u.data[0] as readonly number[],
    cells: u.data[column] as readonly Cell[],
    axis,
    first,
    last,
  });
  const own: uPlot.Series.PathBuilder | undefined =
    type === 'step'
      ? (u, column, first, last) => ({ stroke: stepPath(planeOf(u, zoom), rowsOf(u, column, first, last)), flags: 1 })
      : type === 'bar'
        ? (u, column, first, last) => {
            const path = barPath(planeOf(u, zoom), rowsOf(u, column, first, last), bars.indexOf(look), bars.length);
            return { stroke: path, fill: path, flags: 1 };
          }
        : undefined;
  return {
    scale: axis,
    stroke: color,
    dash: type === 'bar' ? [] : [...dash],
    width: zoom * (type === 'bar' ? 1 : 2),
    ...(isSmooth && { pxAlign: 0 }),
    ...(area && { fill: area }),
    ...(own && { paths: own }),
    gaps: (u, column, from, to) => gapsOf(u, column, from, to, (ends = [])),
    points: {
      size: 7 * zoom,
      fill: color,
      filter: (u, column) => {
        if (type === 'bar') return [];
        // uPlot finds the gaps of its own paths only.
        if (own) gapsOf(u, column, 0, u.data[0].length - 1, (ends = []));
        // A line that goes on beyond the view has no end there.
        return ends.filter((row) => Number(u.data[0][row]) <= Number(u.scales['x']?.max));
      },
      paths: (u, column, first, last, places) => ({
        stroke: null,
        fill: markersPath(planeOf(u, zoom), rowsOf(u, column, first, last), marker, places ?? []),
        clip: clipOf(u),
      }),
    },
  };
}

/** Returns the box of the plot with room for markers at its edges. */
function clipOf({ bbox: { left, top, width, height } }: uPlot): Path2D {
  const margin = MARGIN * uPlot.pxRatio;
  const clip = new Path2D();
  clip.rect(left - margin, top - margin, width + 2 * margin, height + 2 * margin);
  return clip;
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
