export { injectChannel, injectConnection, injectStatus } from './angular-signals.js';
export type { LiveChannel, LiveOptions, LiveReducer } from './live-channel.js';
export type { PageConnectionOptions } from './store.js';
