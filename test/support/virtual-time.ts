export { FRAME } from '../../src/testing/replace-clock.js';
export { inVirtualTime, inVirtualTime as inVirtualTimeAsync, VirtualTime } from '../../src/testing/virtual-time.js';
