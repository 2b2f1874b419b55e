import type { DrawnSeries } from './chart-series.js';
import type { ChartLook } from './engine.js';

/** A chart's colours and font, as resolved CSS values, because a canvas cannot use custom properties. */
export type Palette = Pick<ChartLook, 'series' | 'ink' | 'grid' | 'band' | 'limit' | 'font'> & {
  readonly background: string;
  readonly direction: CanvasDirection;
};

/** Reads the colours from the style sheet: those of the plot from borders of zero width, those of the series from the swatches. */
export function paletteOf(root: ParentNode, series: readonly DrawnSeries[]): Palette {
  const [plot] = root.querySelectorAll('[part="plot"]');
  const swatches = root.querySelectorAll('[part="legend"] [part="swatch"]');
  const style = getComputedStyle(plot ?? document.body);
  return {
    ink: style.color,
    grid: style.borderTopColor,
    band: style.borderRightColor,
    limit: style.borderBottomColor,
    background: style.borderLeftColor,
    direction: style.direction as CanvasDirection,
    font: `${style.fontSize} ${style.fontFamily}`,
    series: [...swatches].map((swatch, index) => {
      const { color, borderTopColor } = getComputedStyle(swatch);
      return { color, dash: series[index]?.dash ?? [], area: index === 0 ? borderTopColor : undefined };
    }),
  };
}
