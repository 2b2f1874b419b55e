// The transports that only `transports="…"` uses, so that other pages do not download them.
export { polling, sse } from '../../src/index.js';
