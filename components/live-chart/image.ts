import type { DrawnSeries } from './chart-series.js';
import type { Palette } from './chart-look.js';

/** The distance of the chart from the edges, and from the top, where the words are, in CSS pixels. */
const MARGIN = 16;
const ABOVE = 84;

/** Draws a chart, with its label, summary and legend above it, into a PNG with the resolution of the screen. */
export async function pictureOf(
  chart: HTMLCanvasElement,
  label: string,
  summary: string,
  series: readonly DrawnSeries[],
  palette: Palette,
): Promise<Blob> {
  const scale = devicePixelRatio;
  const canvas = new OffscreenCanvas(chart.width + 2 * MARGIN * scale, chart.height + (ABOVE + MARGIN) * scale);
  const pen = canvas.getContext('2d');
  if (pen) {
    pen.fillStyle = palette.background;
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(chart, MARGIN * scale, ABOVE * scale);
    pen.scale(scale, scale);
    pen.font = palette.font;
    pen.fillStyle = palette.ink;
    pen.direction = palette.direction;
    const isMirrored = palette.direction === 'rtl';
    const width = canvas.width / scale;
    let start = MARGIN;
    const write = (text: string, top: number): void => pen.fillText(text, isMirrored ? width - start : start, top);
    write(label, 28);
    write(`\u2068${summary}\u2069`, 48);
    series.forEach((one, index) => {
      pen.fillStyle = palette.series[index]?.color ?? '';
      write(one.label, 68);
      start += MARGIN + pen.measureText(one.label).width;
    });
  }
  return canvas.convertToBlob();
}

/** Downloads a file. */
export function save(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
