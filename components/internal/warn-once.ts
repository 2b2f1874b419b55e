// Not by src/index.js, since it is no public name. One module for both, so that a text is logged once.
export { IS_DEVELOPMENT, warnOnce } from '../../src/development.js';
