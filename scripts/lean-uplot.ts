import type { Plugin } from 'rollup';

/** What uPlot hangs on its own name, where no bundler can tell that nobody asks for it; and its legend, since the chart has its own. */
const UNUSED: readonly (readonly [part: RegExp, instead: string])[] = [
  [/^\s*uPlot\.(assign|fmtNum|rangeLog|rangeAsinh|orient|join|fmtDate|tzDate|sync|addGap|clipGaps) *= *\w+;$/gm, ''],
  [/^\s*\(paths\.(linear|stepped|bars|spline) *= *\w+\);$/gm, ''],
  [/\bshowLegend = legend\.show;/g, 'showLegend = false;'],
];

/**
 * Leaves out of the bundled uPlot what the chart never calls: bars, steps, splines, joins and the legend.
 *
 * That is 3.5 kB of the gzipped whole. Where uPlot's source no longer has such a part, the build fails.
 */
export function leanUplot(): Plugin {
  return {
    name: 'lean-uplot',
    transform(code, id) {
      if (!id.endsWith('/uPlot.esm.js')) return null;
      // No line moves, so that the map holds.
      return { code: withoutUnused(code), map: null };
    },
  };
}

/** Takes the source of uPlot; throws where a part is not found. */
export function withoutUnused(code: string): string {
  return UNUSED.reduce((rest, [part, instead]) => {
    if (rest.search(part) < 0) throw new Error(`uPlot has changed: ${String(part)} is not in its source any more; see what is unused now.`);
    return rest.replace(part, (found) => found.replace(/[^\n].*/, instead));
  }, code);
}
