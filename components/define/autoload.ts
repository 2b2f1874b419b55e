// The script tag that loads only what a page uses runs this module.
import { loadElements } from './load-elements.js';

if (typeof document !== 'undefined') loadElements(document);

export { loadElements };
