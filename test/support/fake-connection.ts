import { createConnection } from '../../src/connection.js';
import type { ConnectionOptions } from '../../src/options.js';
import type { Connection } from '../../src/scope.js';
import { FakeCable, type FakeCableOptions } from '../../src/testing/fake-cable.js';
import type { VirtualTime } from './virtual-time.js';

/** Connects to a fake server in virtual time. It beats as Rails does only where it is told to. */
export function connect(
  time: VirtualTime,
  options: FakeCableOptions & Omit<ConnectionOptions, 'transports' | 'url' | 'environment'> = {},
): { fake: FakeCable; connection: Connection } {
  const fake = new FakeCable(options);
  const { accept: _accept, confirm: _confirm, history: _history, ...rest } = options;
  return { fake, connection: createConnection({ ...rest, transports: [fake.transport], environment: time.environment }) };
}

/** Lets time pass while the server beats every 3 s. */
export function beat(time: VirtualTime, fake: FakeCable, duration: number): void {
  for (let rest = duration; rest > 0; rest -= 3_000) {
    time.advance(Math.min(3_000, rest));
    fake.heartbeat();
  }
}
