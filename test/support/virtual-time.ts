import { loadRepair } from '../../src/testing/load-repair.js';

export { FRAME } from '../../src/testing/replace-clock.js';
export { inVirtualTime, inVirtualTime as inVirtualTimeAsync, VirtualTime } from '../../src/testing/virtual-time.js';

// A dynamic import takes real time, which tests in virtual time do not wait for.
await loadRepair();
