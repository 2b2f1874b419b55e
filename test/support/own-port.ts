import { createServer, type ListenOptions, type Server } from 'node:net';

/** Ports that no system hands out by itself: Linux begins at 32768, others at 16000 at the earliest. */
const FIRST = 10_200;
const COUNT = 5_800;

/**
 * Finds a port of 127.0.0.1 that stays free until the caller listens at it, and while it does not listen for a time.
 *
 * A port that the system chose (`listen(0)`) may go to any other process as soon as it is closed. This one is in no range that the system
 * chooses from, and other processes that look for one here do not get it as long as this process lives.
 */
export async function ownPort(): Promise<number> {
  const start = Math.floor(Math.random() * COUNT);
  for (let step = 0; step < COUNT; step += 1) {
    const port = FIRST + ((start + step) % COUNT);
    if ((await isReserved(port)) && (await isFree(port))) return port;
  }
  throw new Error(`No port from ${FIRST} to ${FIRST + COUNT - 1} is free.`);
}

/** Reserves a port by a name in the kernel, which goes with this process. Only Linux has such names; elsewhere chance must do. */
async function isReserved(port: number): Promise<boolean> {
  if (process.platform !== 'linux') return true;
  const holder = await listen({ path: `\0cablegram-port-${port}` });
  holder?.unref();
  return holder !== undefined;
}

async function isFree(port: number): Promise<boolean> {
  const server = await listen({ host: '127.0.0.1', port });
  if (server === undefined) return false;
  await new Promise((resolve) => server.close(resolve));
  return true;
}

function listen(options: ListenOptions): Promise<Server | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen(options, () => resolve(server));
  });
}
