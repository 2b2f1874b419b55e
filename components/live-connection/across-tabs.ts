// The transport that only `across-tabs` uses, so that other pages do not download it.
export { acrossTabs } from '../../src/tabs/index.js';
