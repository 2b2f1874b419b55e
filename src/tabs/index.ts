export { acrossTabs, endSession, type AcrossTabsOptions } from './across-tabs.js';
export type { Locks, TabChannel, TabPlatform } from './platform.js';
