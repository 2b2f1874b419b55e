import { type ChartThreshold, type DrawnSeries, type Severity, sideOf } from './chart-series.js';
import type { ChartLook, ThresholdLook } from './engine.js';

/** A chart's colours and font, as resolved CSS values, because a canvas cannot use custom properties. */
export type Palette = Pick<ChartLook, 'series' | 'ink' | 'grid' | 'band' | 'font'> & {
  readonly background: string;
  readonly severities: Readonly<Record<Severity, string>>;
  readonly direction: CanvasDirection;
};

/** From how many series on the end of each line is labelled. With fewer, the legend is as quick to read. */
const FEWEST_LABELS = 3;

/** Reads the colours from the style sheet: those of the plot from borders of zero width and unused properties, those of the series from the swatches. */
export function paletteOf(root: ParentNode, series: readonly DrawnSeries[]): Palette {
  const [plot] = root.querySelectorAll('[part="plot"]');
  const swatches = root.querySelectorAll('[part="legend"] [part="swatch"]');
  const style = getComputedStyle(plot ?? document.body);
  return {
    ink: style.color,
    grid: style.borderTopColor,
    band: style.borderRightColor,
    severities: { info: style.stroke, warn: style.fill, bad: style.borderBottomColor },
    background: style.borderLeftColor,
    direction: style.direction as CanvasDirection,
    font: `${style.fontSize} ${style.fontFamily}`,
    series: series.flatMap(({ dash, type, marker, axis, label, isFilled }, index) => {
      const swatch = swatches[index];
      if (!swatch) return [];
      const { color, borderTopColor } = getComputedStyle(swatch);
      const area = type === 'bar' && isFilled ? color : type === 'area' || type === 'bar' ? borderTopColor : undefined;
      return { color, dash, type, marker, axis, area, label: series.length < FEWEST_LABELS ? '' : label };
    }),
  };
}

/** Adds the axis and the colour of each threshold. */
export function thresholdLooks(
  thresholds: readonly ChartThreshold[],
  series: readonly DrawnSeries[],
  { severities }: Palette,
): readonly ThresholdLook[] {
  return thresholds.map((threshold) => ({
    ...threshold,
    axis: sideOf(threshold, series),
    color: severities[threshold.severity ?? 'bad'],
  }));
}
