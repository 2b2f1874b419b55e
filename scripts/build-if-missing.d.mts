/** Builds `dist/` where it is missing or older than its sources; throws where that fails. */
export function buildIfMissing(): void;
