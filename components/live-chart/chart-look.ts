import type { DrawnSeries } from './chart-state.js';
import type { SeriesLook } from './engine.js';

/** What the style sheet says about the colours of a chart: a canvas takes none of its names. */
export interface Palette {
  readonly ink: string;
  readonly grid: string;
  readonly band: string;
  readonly limit: string;
  readonly background: string;
  /** As canvas wants it, its size in whole CSS pixels. */
  readonly font: string;
  /** Colour of the line and of what is below it, for each series. */
  readonly colors: readonly (readonly [line: string, area: string])[];
}

/** Reads the colours that the style sheet gives to the palette element and to the swatches of the series. */
export function paletteOf(palette: Element, swatches: readonly Element[]): Palette {
  const style = getComputedStyle(palette);
  return {
    ink: style.color,
    grid: style.borderTopColor,
    band: style.borderRightColor,
    limit: style.borderBottomColor,
    background: style.backgroundColor,
    font: `${String(Math.round(parseFloat(style.fontSize)))}px ${style.fontFamily}`,
    colors: swatches.map((swatch) => {
      const { color, borderTopColor } = getComputedStyle(swatch);
      return [color, borderTopColor];
    }),
  };
}

/** Tells how an engine draws each series. */
export function seriesLooks(series: readonly DrawnSeries[], { colors }: Palette): readonly SeriesLook[] {
  return series.map(({ type, dash }, index) => {
    const [color = '', area] = colors[index] ?? [];
    return { color, dash, stepped: type === 'step', area: type === 'area' ? area : undefined };
  });
}
