import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import type { Mount } from '../server/http/static-files.js';
import { type DemoServer, startServer } from '../server/server.js';
import type { Rate } from '../server/shop/pace.js';
import { type RunningAnyCable, startAnyCable } from './any-cable.js';

/** How the example is started. */
export interface ExampleOptions {
  /** The folder of AnyCable's gem. */
  readonly folder: string;
  readonly staticFiles: readonly Mount[];
  /** Where pages reach it. Without it, a free port. */
  readonly port?: number;
  /** How many messages the print shop sends. @default 'calm' */
  readonly rate?: Rate;
}

/** A print shop behind a real AnyCable. */
export interface Example {
  /** Where the page is. */
  readonly url: string;
  readonly application: DemoServer;
  restartAnyCable(): Promise<void>;
  close(): Promise<void>;
}

/** Starts the demo server as the application, and an AnyCable in front of it. */
export async function startExample({ folder, staticFiles, port, rate = 'calm' }: ExampleOptions): Promise<Example> {
  let anyCable: RunningAnyCable | undefined;
  const application = await startServer({ staticFiles, rate, onBroadcast: (stream, body) => anyCable?.broadcast(stream, body) });
  try {
    const outer = port ?? (await freePort());
    const running = await startAnyCable({ folder, port: outer, applicationPort: application.port, broadcastPort: await freePort() });
    anyCable = running;
    return {
      url: `http://127.0.0.1:${outer}`,
      application,
      restartAnyCable: running.restart,
      async close() {
        await running.end();
        await application.close();
      },
    };
  } catch (error) {
    await application.close();
    throw error;
  }
}

async function freePort(): Promise<number> {
  const door = createServer().listen(0, '127.0.0.1');
  await once(door, 'listening');
  const { port } = door.address() as AddressInfo;
  await once(door.close(), 'close');
  return port;
}
