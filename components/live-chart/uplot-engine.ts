import uPlot from 'uplot';
import type { ChartEngine, ChartFrame, ChartLook, PlotBox } from './engine.js';
import type { Cell } from './series.js';

/** How far the drawing stays from the edges of the element, in CSS pixels, so that the last point is whole. */
const MARGIN = 8;

/** How wide the axis of values is at least, in CSS pixels. */
const LEAST_AXIS = 24;

/**
 * Draws with uPlot, which is fast and knows nothing of messages, words or pointers: legend, cursor and tooltip are ours.
 *
 * It runs in ms. Values are plain arrays, since uPlot draws a line across NaN of a typed array; its own way with gaps takes the neighbouring
 * row for the neighbouring point, which is wrong where series have rows of their own, so gaps are found here.
 */
export function createUplotEngine(host: HTMLElement, look: ChartLook, width: number, height: number): ChartEngine {
  let frame: ChartFrame = { since: 0, until: 1, at: [], columns: [], bands: [] };
  const alone: number[][] = [];
  const plot = new uPlot(
    {
      ms: 1,
      tzDate: (at) => (look.timeZone ? uPlot.tzDate(new Date(at), look.timeZone) : new Date(at)),
      width,
      height,
      legend: { show: false },
      cursor: { show: false },
      padding: look.axes ? [MARGIN, look.rtl ? 0 : MARGIN, 0, look.rtl ? MARGIN : 0] : [4, 6, 4, 2],
      scales: {
        x: { time: true, range: () => [frame.since, Math.max(frame.until, frame.since + 1)] },
        y: { range: (_, low, high) => rangeOf(look, low, high) },
      },
      axes: axesOf(look),
      series: [
        {},
        ...look.series.map(({ color, dash, stepped, area }, index): uPlot.Series => ({
          stroke: color,
          dash: [...dash],
          width: look.axes ? 2 : 1.75,
          ...(area ? { fill: area, fillTo: (u: uPlot) => u.scales['y']?.min ?? 0 } : {}),
          ...(stepped && uPlot.paths.stepped ? { paths: uPlot.paths.stepped({ align: 1 }) } : {}),
          gaps: (u, column, from, to) => gapsOf(u, column, from, to, (alone[index] = [])),
          points: { show: false, size: 5, fill: color, filter: () => alone[index] ?? null },
        })),
      ],
      hooks: {
        drawClear: [(u) => drawBands(u, look, frame)],
        draw: [(u) => drawThresholds(u, look), (u) => drawEnds(u, look, frame)],
      },
    },
    dataOf(frame, look),
    host,
  );
  return {
    canvas: plot.ctx.canvas,
    get box(): PlotBox {
      const { left, top, width: wide, height: high } = plot.bbox;
      return { left: left / uPlot.pxRatio, top: top / uPlot.pxRatio, width: wide / uPlot.pxRatio, height: high / uPlot.pxRatio };
    },
    draw(next) {
      frame = next;
      plot.batch(() => plot.setData(dataOf(frame, look)));
    },
    resize(wide, high) {
      plot.setSize({ width: wide, height: high });
    },
    place: (at, value) => ({
      left: plot.valToPos(at, 'x') + plot.bbox.left / uPlot.pxRatio,
      top: plot.valToPos(value, 'y') + plot.bbox.top / uPlot.pxRatio,
    }),
    destroy() {
      plot.destroy();
    },
  };
}

/** Without rows uPlot draws no axes, so that an empty chart has two without values. */
function dataOf({ at, columns, since, until }: ChartFrame, look: ChartLook): uPlot.AlignedData {
  const empty: Cell[] = [];
  return (
    at.length > 0 ? [at, ...look.series.map((_, index) => columns[index] ?? empty)] : [[since, until], ...look.series.map(() => empty)]
  ) as uPlot.AlignedData;
}

/**
 * From zero where that wastes at most two thirds of the height, to whole steps of the axis, so that it does not breathe with each value;
 * thresholds are always in view.
 */
function rangeOf(look: ChartLook, low: number | null, high: number | null): [number, number] {
  const limits = look.thresholds.map(({ value }) => value);
  const least = Math.min(low ?? Infinity, ...limits);
  const most = Math.max(high ?? -Infinity, ...limits);
  if (least > most) return [look.lowest ?? 0, look.highest ?? 1];
  const isFromZero = least >= 0 && least <= 0.66 * most;
  const span = most - (isFromZero ? 0 : least) || Math.abs(most) || 1;
  const step = roundStep(span / 5);
  const from = isFromZero ? 0 : Math.floor((least - span / 25) / step) * step;
  return [look.lowest ?? from, look.highest ?? Math.ceil((most + span / 25) / step) * step];
}

/** The next larger of 1, 2, 2.5 and 5, or those times a power of ten. */
function roundStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  return ([1, 2, 2.5, 5].find((step) => step * power >= least) ?? 10) * power;
}

function axesOf(look: ChartLook): uPlot.Axis[] {
  if (!look.axes) return [{ show: false }, { show: false }];
  const shared: uPlot.Axis = { stroke: look.ink, font: look.font, ticks: { show: false }, gap: MARGIN };
  return [
    {
      ...shared,
      grid: { show: false },
      size: 28,
      space: 80,
      values: (u, at, _, __, step) =>
        look.timeLabels(at, step).map((label, index) => (isInside(u, look, label, Number(at[index])) ? label : '')),
    },
    {
      ...shared,
      // eslint-disable-next-line @typescript-eslint/no-unsafe-enum-assignment -- The enum is in the types alone.
      ...(look.rtl && { side: 1 }),
      grid: { stroke: look.grid, width: 1 },
      space: (_, __, ___, ____, high) => Math.max(24, high / 5),
      values: (_, values) => values.map(look.valueLabel),
      // In steps, so that the plot does not breathe with each new label.
      size: (u, labels: readonly string[] | null) => {
        u.ctx.font = canvasFont(look);
        const widest = Math.max(0, ...(labels ?? []).map((label) => u.ctx.measureText(label).width));
        return 12 * Math.ceil((widest / uPlot.pxRatio + 2 * MARGIN) / 12);
      },
    },
  ];
}

/** Whether a label of the time axis is whole, and not cut off by the edge; `bbox` is not known yet when labels are chosen. */
function isInside(u: uPlot, look: ChartLook, label: string, at: number): boolean {
  u.ctx.font = canvasFont(look);
  const half = u.ctx.measureText(label).width / 2 / uPlot.pxRatio;
  const middle = u.valToPos(at, 'x');
  const end = u.valToPos(u.scales['x']?.max ?? at, 'x');
  const [before, after] = look.rtl ? [MARGIN, LEAST_AXIS] : [LEAST_AXIS, MARGIN];
  return middle - half >= -before && middle + half <= end + after;
}

/** Where a line is interrupted, in canvas pixels; fills `alone` with the rows of points that no line reaches. */
function gapsOf(u: uPlot, column: number, from: number, to: number, alone: number[]): uPlot.Series.Gaps {
  const at = u.data[0];
  const cells = u.data[column] as readonly Cell[];
  const gaps: uPlot.Series.Gaps = [];
  let last: number | undefined;
  let since: number | undefined;
  for (let row = from; row <= to; row += 1) {
    const value = cells[row];
    if (value === undefined) continue;
    if (value === null) {
      since ??= last ?? from;
      continue;
    }
    if (since !== undefined || last === undefined) {
      if (since !== undefined && last !== undefined)
        gaps.push([Math.round(u.valToPos(Number(at[since]), 'x', true)), Math.round(u.valToPos(Number(at[row]), 'x', true))]);
      alone.push(row);
    } else if (alone.at(-1) === last) alone.pop();
    since = undefined;
    last = row;
  }
  return gaps;
}

function drawBands(u: uPlot, look: ChartLook, frame: ChartFrame): void {
  const { ctx, bbox } = u;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  setText(u, look, 'center', 'top');
  for (const { since, until, label } of frame.bands) {
    const left = u.valToPos(Math.max(since, frame.since), 'x', true);
    const width = u.valToPos(Math.min(until, frame.until), 'x', true) - left;
    if (width <= 0) continue;
    ctx.fillStyle = look.band;
    ctx.fillRect(left, bbox.top, width, bbox.height);
    ctx.fillStyle = look.ink;
    if (ctx.measureText(label).width < width) ctx.fillText(label, left + width / 2, bbox.top + 6 * uPlot.pxRatio);
  }
  ctx.restore();
}

function drawThresholds(u: uPlot, look: ChartLook): void {
  const { ctx, bbox } = u;
  ctx.save();
  ctx.strokeStyle = ctx.fillStyle = look.limit;
  ctx.lineWidth = uPlot.pxRatio;
  ctx.setLineDash([2 * uPlot.pxRatio, 4 * uPlot.pxRatio]);
  setText(u, look, look.rtl ? 'left' : 'right', 'bottom');
  for (const { value, label = '' } of look.thresholds) {
    const top = Math.round(u.valToPos(value, 'y', true)) + 0.5;
    ctx.beginPath();
    ctx.moveTo(bbox.left, top);
    ctx.lineTo(bbox.left + bbox.width, top);
    ctx.stroke();
    if (look.axes) ctx.fillText(label, bbox.left + (look.rtl ? 0 : bbox.width), top - 3 * uPlot.pxRatio);
  }
  ctx.restore();
}

/** Marks the last point of each series, with a ring of nothing around it that shows whatever the chart lies on. */
function drawEnds(u: uPlot, look: ChartLook, frame: ChartFrame): void {
  const { ctx } = u;
  look.series.forEach(({ color }, index) => {
    const cells = frame.columns[index] ?? [];
    let row = frame.at.length - 1;
    while (row >= 0 && typeof cells[row] !== 'number') row -= 1;
    const at = Number(frame.at[row]);
    if (row < 0 || at < frame.since || at > frame.until) return;
    for (const [radius, operation] of look.axes
      ? ([
          [5.5, 'destination-out'],
          [3.5, 'source-over'],
        ] as const)
      : ([[2.5, 'source-over']] as const)) {
      ctx.save();
      ctx.globalCompositeOperation = operation;
      ctx.fillStyle = color;
      ctx.beginPath();
      ctx.arc(u.valToPos(at, 'x', true), u.valToPos(Number(cells[row]), 'y', true), radius * uPlot.pxRatio, 0, 7);
      ctx.fill();
      ctx.restore();
    }
  });
}

function setText({ ctx }: uPlot, look: ChartLook, align: CanvasTextAlign, baseline: CanvasTextBaseline): void {
  ctx.font = canvasFont(look);
  ctx.textAlign = align;
  ctx.textBaseline = baseline;
}

function canvasFont({ font }: ChartLook): string {
  return font.replace(/\d+px/, (size) => `${String(parseFloat(size) * uPlot.pxRatio)}px`);
}
