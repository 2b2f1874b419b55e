import { createConnection } from '../../src/connection.js';
import type { ConnectionOptions } from '../../src/options.js';
import type { Connection } from '../../src/scope.js';
import type { FakeCable } from '../../src/testing/fake-cable.js';

/**
 * Connects to a fake server by the page's own clock.
 *
 * The server sends one heartbeat, at its welcome, so that by default its silence would count as a loss after 6.5 s. On a busy machine a test may
 * take longer. Here it counts after ten minutes.
 */
export function steadyConnection(fake: FakeCable, options: Omit<ConnectionOptions, 'transports' | 'url'> = {}): Connection {
  return createConnection({ transports: [fake.transport], heartbeatWithin: 600_000, ...options });
}
