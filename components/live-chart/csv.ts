import type { Cell } from './series.js';

/** Writes instants (epoch ms) and columns as CSV: times in ISO 8601, empty where a series has nothing, lines ended as RFC 4180 wants. */
export function csvOf(headings: readonly string[], at: readonly number[], columns: readonly (readonly Cell[])[]): string {
  const rows = at.map((instant, row) => [
    new Date(instant).toISOString(),
    ...headings.slice(1).map((_, column) => String(columns[column]?.[row] ?? '')),
  ]);
  return [headings.map(textCell), ...rows].map((cells) => `${cells.join(',')}\r\n`).join('');
}

/** Quotes a text; one that a spreadsheet would run as a formula begins with an apostrophe. */
export function textCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
