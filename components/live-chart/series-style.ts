/** The shape of a series' markers. */
export type Marker = 'circle' | 'square' | 'triangle' | 'diamond';

/** How a series differs from the others without colour. */
export interface SeriesStyle {
  /** Lengths of strokes and gaps, in CSS pixels. */
  readonly dash: readonly number[];
  readonly marker: Marker;
  /** Whether bars are filled, and not only outlined. */
  readonly isFilled: boolean;
}

const DASHES: readonly (readonly number[])[] = [[], [5, 4], [2, 3], [8, 3, 2, 3]];
const MARKERS: readonly Marker[] = ['circle', 'square', 'triangle', 'diamond'];

/** Returns the dash pattern and the marker of the series at an index. No two of twelve series have both in common. */
export function seriesStyle(index: number): SeriesStyle {
  const group = Math.floor(index / DASHES.length);
  return { dash: DASHES[index % DASHES.length] ?? [], marker: MARKERS[group % MARKERS.length] ?? 'circle', isFilled: index % 2 === 0 };
}

/** Returns the outline of a marker around a point, as path data. `size` is half its width. */
export function markerPath(marker: Marker, x: number, y: number, size: number): string {
  switch (marker) {
    case 'circle':
      return `M${x - size} ${y}a${size} ${size} 0 1 0 ${2 * size} 0a${size} ${size} 0 1 0 ${-2 * size} 0z`;
    case 'square':
      return `M${x - size} ${y - size}h${2 * size}v${2 * size}h${-2 * size}z`;
    case 'triangle':
      return `M${x} ${y - 1.2 * size}l${1.2 * size} ${2.2 * size}h${-2.4 * size}z`;
    case 'diamond':
      return `M${x} ${y - 1.3 * size}l${1.3 * size} ${1.3 * size}l${-1.3 * size} ${1.3 * size}l${-1.3 * size} ${-1.3 * size}z`;
    default:
      return marker satisfies never;
  }
}
