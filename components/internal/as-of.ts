/**
 * Returns whether an event is already included in what the server rendered. Both instants are epoch ms; if either is missing, it is not.
 *
 * Rails' `iso8601` cuts instants down to whole seconds. A whole second counts as its last millisecond, so that an event in the second of the
 * rendering is not lost.
 */
export function isRendered(at: number | undefined, asOf: number | undefined): boolean {
  return at !== undefined && asOf !== undefined && (at % 1000 === 0 ? at + 999 : at) < asOf;
}
