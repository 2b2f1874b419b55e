export { FakeCable, type FakeCableOptions } from './fake-cable.js';
