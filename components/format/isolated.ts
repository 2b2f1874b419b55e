/** Returns a text that keeps its own order inside another one. A text without a letter from right to left needs no marks for that. */
export function isolated(text: string): string {
  return /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/.test(text) ? `\u2068${text}\u2069` : text;
}
