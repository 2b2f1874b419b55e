const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, min: 60_000, h: 3_600_000, d: 86_400_000 };

/** Parses a duration in CSS notation (`"30s"`, `"500ms"`, also `m`, `h`, `d`; a bare number is ms) and returns ms, or `undefined`. */
export function parseDuration(text: string): number | undefined {
  const [, amount, unit] = /^\s*(\d+(?:\.\d+)?|\.\d+)\s*(ms|s|min|m|h|d)?\s*$/i.exec(text) ?? [];
  return amount === undefined ? undefined : Number(amount) * (UNITS[unit?.toLowerCase() ?? 'ms'] ?? 1);
}
