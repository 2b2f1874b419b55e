import { type ChartPlane, fontIn } from './chart-plane.js';
import type { ChartFrame, ChartLook, ChartScale, ThresholdLook } from './engine.js';

/** The distance of labels from lines, in CSS pixels, and the height of a line of text. */
const APART = 4;
const LINE = 14;

/** The least room for the name of a gap, in CSS pixels. Names that cannot fit are not made. */
const LEAST_NAMED = 40;

/** The dash patterns of thresholds, in CSS pixels. */
const LIMITS = { info: [1, 5], warn: [6, 4], bad: [2, 4] } as const;

/** The marks on a plot that are no series: they are drawn around what the engine draws. */
export interface ChartMarks {
  readonly plane: ChartPlane;
  readonly look: ChartLook;
  readonly frame: ChartFrame;
}

/** Shades the stretches without data, as one path, because two bands that overlap would be darker there. Names those with room. */
export function drawGaps({ plane, look, frame }: ChartMarks): void {
  const { pen, left, right, top, bottom, ratio } = plane;
  const bands = frame.gaps
    .map((gap) => ({ gap, from: Math.max(plane.x(gap.since), left), to: Math.min(plane.x(gap.until), right) }))
    .filter(({ from, to }) => to > from);
  pen.save();
  pen.fillStyle = look.band;
  pen.beginPath();
  for (const { from, to } of bands) pen.rect(from, top, to - from, bottom - top);
  pen.fill();
  if (look.axes) {
    write(plane, look, 'center', 'bottom');
    for (const { gap, from, to } of bands) {
      if (to - from < LEAST_NAMED * ratio) continue;
      const label = look.gapLabel(gap);
      if (pen.measureText(label).width + 2 * APART * ratio < to - from) pen.fillText(label, (from + to) / 2, bottom - APART * ratio);
    }
  }
  pen.restore();
}

/** Draws thresholds and bands below the series. The grid is cleared behind their labels, beside the left axis. */
export function drawThresholds({ plane, look }: ChartMarks): void {
  const { pen, left, right, top, bottom, ratio } = plane;
  pen.save();
  for (const threshold of look.thresholds) {
    const { value, to, axis, color } = threshold;
    const ys = [value, to ?? value].map((end) => plane.y(end, axis));
    pen.fillStyle = pen.strokeStyle = color;
    pen.lineWidth = ratio;
    pen.setLineDash(dashOf(threshold).map((length) => length * ratio));
    const [high = 0, low = 0] = [Math.min(...ys), Math.max(...ys)].map((y) => Math.min(bottom, Math.max(top, y)));
    pen.globalAlpha = 0.1;
    pen.fillRect(left, high, right - left, low - high);
    pen.globalAlpha = 1;
    for (const y of new Set(ys)) {
      if (y < top || y > bottom) continue;
      pen.beginPath();
      pen.moveTo(left, Math.round(y) + 0.5);
      pen.lineTo(right, Math.round(y) + 0.5);
      pen.stroke();
    }
    if (look.axes && threshold.label) label(plane, look, threshold, low - high > LINE * ratio ? high + LINE * ratio : high);
  }
  pen.restore();
}

/** Draws a triangle at the edge, with the value that is beyond it. */
export function drawOutliers({ plane, look }: ChartMarks, { outliers }: ChartScale): void {
  const { pen, right, top, bottom, ratio } = plane;
  const size = APART * ratio;
  pen.save();
  write(plane, look, 'left', 'top');
  for (const { at, column, isAbove, label } of outliers) {
    const left = plane.x(at);
    const edge = isAbove ? top : bottom;
    const base = edge + (isAbove ? 2 : -2) * size;
    pen.fillStyle = look.series[column]?.color ?? look.ink;
    pen.beginPath();
    pen.moveTo(left, edge);
    pen.lineTo(left - size, base);
    pen.lineTo(left + size, base);
    pen.fill();
    if (!look.axes) continue;
    pen.fillStyle = look.ink;
    pen.textBaseline = isAbove ? 'top' : 'bottom';
    const width = pen.measureText(label).width + 2 * size;
    pen.fillText(label, left + 2 * size + width < right ? left + 2 * size : left - width, edge);
  }
  pen.restore();
}

/** Draws a line at each annotation, and its words if they do not cover those of the one before. */
export function drawAnnotations({ plane, look, frame }: ChartMarks): void {
  const { pen, left, right, top, bottom, ratio } = plane;
  let free = left;
  pen.save();
  write(plane, look, 'left', 'top');
  pen.strokeStyle = look.ink;
  pen.lineWidth = ratio;
  for (const { at, label } of frame.annotations ?? []) {
    const x = Math.round(plane.x(at));
    if (x < left || x > right) continue;
    pen.beginPath();
    pen.moveTo(x + 0.5, top);
    pen.lineTo(x + 0.5, bottom);
    pen.stroke();
    pen.beginPath();
    pen.moveTo(x - APART * ratio, top);
    pen.lineTo(x + APART * ratio, top);
    pen.lineTo(x, top + 1.5 * APART * ratio);
    pen.fill();
    const start = x + 1.5 * APART * ratio;
    const { width } = pen.measureText(label);
    if (!look.axes || x < free || start + width > right) continue;
    pen.fillText(label, start, top);
    free = start + width;
  }
  pen.restore();
}

/** Writes the name of each series at the end of its line, in the room on the right, from top to bottom without overlap. */
export function drawEndLabels({ plane, look, frame }: ChartMarks): void {
  const { pen, right, top, bottom, ratio } = plane;
  const ends = look.series
    .flatMap(({ label, color, axis }, column) => {
      const value = frame.columns[column]?.findLast((cell, row) => typeof cell === 'number' && (frame.at[row] ?? 0) <= frame.until);
      return label && typeof value === 'number' ? [{ label, color, y: Math.min(bottom, Math.max(top, plane.y(value, axis))) }] : [];
    })
    .sort((one, other) => one.y - other.y);
  const height = LINE * ratio;
  ends.forEach((end, index) => (end.y = Math.max(end.y, index > 0 ? (ends[index - 1]?.y ?? 0) + height : top)));
  // What was pushed out at the bottom goes up again.
  ends.reverse().forEach((end, index) => (end.y = Math.min(end.y, index > 0 ? (ends[index - 1]?.y ?? 0) - height : bottom)));
  pen.save();
  write(plane, look, 'left', 'middle');
  for (const { label, color, y } of ends) {
    pen.fillStyle = color;
    pen.fillText(label, right + 2 * APART * ratio, y);
  }
  pen.restore();
}

function label(plane: ChartPlane, look: ChartLook, threshold: ThresholdLook, y: number): void {
  const { pen, left, top, ratio } = plane;
  const text = threshold.label ?? '';
  write(plane, look, 'left', 'bottom');
  pen.fillStyle = threshold.color;
  const height = LINE * ratio;
  const bottom = Math.max(top + height, y - ratio);
  pen.clearRect(left, bottom - height, pen.measureText(text).width + 2 * APART * ratio, height - ratio);
  pen.fillText(text, left + APART * ratio, bottom);
}

function dashOf({ severity = 'bad' }: ThresholdLook): readonly number[] {
  return LIMITS[severity];
}

function write({ pen, ratio }: ChartPlane, { font, ink, zoom = 1 }: ChartLook, align: CanvasTextAlign, baseline: CanvasTextBaseline): void {
  pen.font = fontIn(font, ratio / zoom);
  pen.textAlign = align;
  pen.textBaseline = baseline;
  pen.fillStyle = ink;
}
