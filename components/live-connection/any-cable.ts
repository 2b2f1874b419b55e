// The transport that only `transports="anycable"` uses, so that other pages do not download it.
export { anyCable } from '../../src/transport/anycable/index.js';
