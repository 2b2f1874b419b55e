/** Lets one question for a token run at a time: who asks meanwhile gets the same answer. The token is not kept. */
export function singleFlight(getToken: (() => Promise<string | undefined>) | undefined): (() => Promise<string | undefined>) | undefined {
  if (!getToken) return undefined;
  let flight: Promise<string | undefined> | undefined;
  // Within a promise, so that a function that throws fails like one that rejects.
  return () =>
    (flight ??= Promise.resolve()
      .then(getToken)
      .finally(() => (flight = undefined)));
}

/** Brings the token as the header that a fetch sends it by, beside those given. */
export function bearer(
  getToken: (() => Promise<string | undefined>) | undefined,
  headers?: () => Promise<Readonly<Record<string, string>>>,
): (() => Promise<Readonly<Record<string, string>>>) | undefined {
  if (!getToken) return headers;
  return async () => {
    const token = await getToken();
    return { ...(token !== undefined && { authorization: `Bearer ${token}` }), ...(await headers?.()) };
  };
}
