import type { ChartEngine, ChartFrame, ChartLook, CreateEngine } from './engine.js';
import type { Palette } from './chart-look.js';

/** The distance of the chart from the edges, the height of the label and the summary, and of a line of the legend, in CSS pixels. */
const MARGIN = 16;
const WORDS = 56;
const LINE = 20;

/** The largest picture, in pixels of each side: what every browser can draw. */
const LARGEST = 8192;

/** The size of a picture. */
export interface PictureSize {
  /** In CSS pixels. @default the size on the screen */
  readonly width?: number;
  readonly height?: number;
  /** Pixels of the picture for each CSS pixel. @default that of the screen */
  readonly scale?: number;
}

/** What a picture shows. */
export interface PictureOptions {
  readonly engine: ChartEngine;
  readonly frame: ChartFrame;
  readonly look: ChartLook;
  readonly palette: Palette;
  readonly words: { readonly label: string; readonly summary: string; readonly names: readonly string[] };
  readonly create: CreateEngine;
}

/** Draws a chart, with its label, summary and legend above it, into a PNG. Throws a `RangeError` if it has no size, or too large a one. */
export async function pictureOf({ engine, frame, look, palette, words, create }: PictureOptions, size: PictureSize = {}): Promise<Blob> {
  const { canvas } = engine;
  const scale = size.scale ?? devicePixelRatio;
  const onScreen = { width: canvas.width / devicePixelRatio, height: canvas.height / devicePixelRatio };
  const width = size.width ?? onScreen.width + 2 * MARGIN;
  const legend = linesOf(words.names, palette.font, width - 2 * MARGIN);
  const above = WORDS + LINE * legend.length;
  const height = size.height ?? onScreen.height + above + MARGIN;
  const [inner, outer] = [width - 2 * MARGIN, height - above - MARGIN];
  if (!(inner >= 1 && outer >= 1 && width * scale <= LARGEST && height * scale <= LARGEST)) {
    throw new RangeError(`A picture of ${width} × ${height} pixels at scale ${scale} cannot be drawn.`);
  }
  const picture = new OffscreenCanvas(Math.round(width * scale), Math.round(height * scale));
  const pen = picture.getContext('2d');
  if (!pen) throw new DOMException('The browser offers no canvas.', 'NotSupportedError');
  // Drawn anew in this size, so that lines and words are sharp.
  const zoom = scale / devicePixelRatio;
  const own = create(document.createElement('div'), zoomedLook(look, zoom), Math.round(inner * zoom), Math.round(outer * zoom));
  own.draw(frame);
  pen.fillStyle = palette.background;
  pen.fillRect(0, 0, picture.width, picture.height);
  pen.drawImage(own.canvas, MARGIN * scale, above * scale);
  own.destroy();
  pen.scale(scale, scale);
  pen.font = palette.font;
  pen.direction = palette.direction;
  pen.textAlign = 'start';
  const isMirrored = palette.direction === 'rtl';
  const write = (text: string, start: number, top: number): void => pen.fillText(text, isMirrored ? width - start : start, top);
  pen.fillStyle = palette.ink;
  write(words.label, MARGIN, 24);
  write(`\u2068${words.summary}\u2069`, MARGIN, 44);
  legend.forEach((line, row) => {
    for (const { index, start } of line) {
      pen.fillStyle = palette.series[index]?.color ?? palette.ink;
      write(words.names[index] ?? '', MARGIN + start, WORDS + 10 + LINE * row);
    }
  });
  return picture.convertToBlob();
}

/** Downloads a file. */
export function save(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** Breaks the legend into lines. */
function linesOf(
  names: readonly string[],
  font: string,
  width: number,
): readonly (readonly { readonly index: number; readonly start: number }[])[] {
  const pen = new OffscreenCanvas(1, 1).getContext('2d');
  if (pen) pen.font = font;
  const lines: { index: number; start: number }[][] = [[]];
  let start = 0;
  names.forEach((name, index) => {
    const length = MARGIN + (pen?.measureText(name).width ?? 0);
    if (start > 0 && start + length > width) {
      lines.push([]);
      start = 0;
    }
    lines.at(-1)?.push({ index, start });
    start += length;
  });
  return lines;
}

function zoomedLook(look: ChartLook, zoom: number): ChartLook {
  return {
    ...look,
    zoom,
    font: look.font.replace(/[\d.]+/, (size) => String(Number(size) * zoom)),
    series: look.series.map((series) => ({ ...series, dash: series.dash.map((length) => length * zoom) })),
    onCursor: () => undefined,
  };
}
