/**
 * Tells whether what happened is already in what the server rendered; both instants in epoch ms, and without one of them it is not.
 *
 * An instant may be cut down to the second, as `iso8601` of Rails writes it: such a one counts as late as it may have been, so that nothing
 * is lost that happened in the second of the rendering.
 */
export function isRendered(at: number | undefined, asOf: number | undefined): boolean {
  return at !== undefined && asOf !== undefined && (at % 1000 === 0 ? at + 999 : at) < asOf;
}
