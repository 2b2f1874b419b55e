import { Observable } from 'rxjs';
import { CablegramError, type Transport } from '../../src/index.js';

/**
 * Creates a transport whose code is loaded in the background, at once: when a fallback is needed, the network may be too bad to load it.
 *
 * An attempt that needs it earlier waits for it. If it cannot be loaded, the attempt fails, and the next one loads it again.
 */
export function lazyTransport(load: () => Promise<Transport>): Transport {
  let loaded: Transport | undefined;
  let loading: Promise<Transport> | undefined;
  async function start(): Promise<Transport> {
    try {
      return (loaded = await load());
    } finally {
      loading = undefined;
    }
  }
  // The first attempt that needs the code loads it again and reports a failure.
  (loading = start()).catch(() => undefined);

  return (command$, dial) =>
    new Observable((subscriber) => {
      function connect(transport: Transport): void {
        if (!subscriber.closed) subscriber.add(transport(command$, dial).subscribe(subscriber));
      }
      if (loaded) return connect(loaded);
      (loading ??= start()).then(connect, (cause: unknown) =>
        subscriber.error(new CablegramError('part-not-loaded', 'The code of the transport could not be loaded.', { cause })),
      );
    });
}
