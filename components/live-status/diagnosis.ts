// The part of the badge that finds out why a connection does not work, so that it is loaded after everything else.
export { diagnose } from '../../src/index.js';
