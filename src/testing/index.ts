export { FakeCable, type FakeCableOptions } from './fake-cable.js';
export type { FakeHistoryOptions } from './fake-history.js';
export type { Bend, Way } from './bend.js';
export type { Blow, Fault, Spell } from './fault.js';
export { describeFaults, playFaults, type FaultScript, type PlayOptions, type TimedFault } from './play-faults.js';
export { randomFaults, type RandomFaultsOptions, type RandomFaultType } from './random-faults.js';
export { createRandom, type Random } from './random.js';
export { inVirtualTime, VirtualTime } from './virtual-time.js';
