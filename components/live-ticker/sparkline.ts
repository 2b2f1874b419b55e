/** The box in which a sparkline is drawn, in its own units. The line keeps clear of the edges. */
export const SPARKLINE_WIDTH = 100;
export const SPARKLINE_HEIGHT = 24;
const EDGE = 2;

/** Returns the path of a line through the points, from the oldest to the newest; broken where a point is missing. */
export function sparklinePath(points: readonly (number | undefined)[]): string {
  const known = points.filter((point) => point !== undefined);
  if (known.length < 2) return '';
  const low = Math.min(...known);
  const range = Math.max(...known) - low;
  const room = SPARKLINE_HEIGHT - 2 * EDGE;
  const step = SPARKLINE_WIDTH / (points.length - 1);
  let isDrawing = false;
  return points
    .map((point, index) => {
      if (point === undefined) {
        isDrawing = false;
        return '';
      }
      // A price that never changed is a line in the middle.
      const height = range === 0 ? room / 2 : ((point - low) / range) * room;
      const place = `${round(index * step)} ${round(SPARKLINE_HEIGHT - EDGE - height)}`;
      // A point alone is a dot, by the round ends of the line.
      const command = isDrawing ? `L${place}` : `M${place}h0`;
      isDrawing = true;
      return command;
    })
    .join('');
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
