/** What is wrong with the way between client and server; read anew for each piece that passes. Shares are 0 to 1. */
export interface Weather {
  /** Nothing moves, nothing is lost. */
  stalled: boolean;
  /** How long each piece is under way, in ms, and by how much that varies; the order is kept, as TCP keeps it. */
  delay: number;
  jitter: number;
  bytesPerSecond: number;
  /** Shares of the server's text frames that are left out, sent twice, or bent. */
  drop: number;
  duplicate: number;
  corrupt: number;
}

/** Makes a way on which nothing is wrong. */
export function fairWeather(): Weather {
  return { stalled: false, delay: 0, jitter: 0, bytesPerSecond: Infinity, drop: 0, duplicate: 0, corrupt: 0 };
}
