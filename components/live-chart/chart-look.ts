import type { DrawnSeries } from './chart-series.js';
import type { ChartLook } from './engine.js';

/** What the style sheet says about the looks of a chart: a canvas takes none of its names. */
export type Palette = Pick<ChartLook, 'series' | 'ink' | 'grid' | 'band' | 'limit' | 'font'> & { readonly background: string };

/** Reads the colours that the style sheet gives to the plot, on borders of no width, and to the swatches of the series. */
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
    font: `${style.fontSize} ${style.fontFamily}`,
    series: [...swatches].map((swatch, index) => {
      const { color, borderTopColor } = getComputedStyle(swatch);
      return { color, dash: series[index]?.dash ?? [], area: index === 0 ? borderTopColor : undefined };
    }),
  };
}
