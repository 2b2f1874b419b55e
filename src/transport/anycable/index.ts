export { anyCable, type AnyCableOptions } from './any-cable.js';
