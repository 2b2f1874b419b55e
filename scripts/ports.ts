import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { parseArgs } from 'node:util';
import { Refusal } from './refusal.mjs';

/** What programs that serve a page read from their command line. */
export interface PortOptions {
  readonly help: boolean;
  /** The requested port; `undefined` if none was requested. */
  readonly port: number | undefined;
  /** Those of the program's own options without a value that were given. */
  readonly flags: ReadonlySet<string>;
}

/** Reads `--port`, `--help` and the program's own `flags`. @throws Refusal that says what is wrong, with the help if an option is unknown. */
export function readPortOptions(args: readonly string[], help: string, flags: readonly string[] = []): PortOptions {
  const values = parse(args, help, flags);
  const port = values.port === undefined ? undefined : Number(values.port);
  if (port !== undefined && !(Number.isInteger(port) && port > 0 && port < 65_536)) {
    throw new Refusal(`--port needs a whole number from 1 to 65535, but got "${values.port}".`);
  }
  return { help: values.help, port, flags: new Set(flags.filter((flag) => Object.hasOwn(values, flag))) };
}

function parse(args: readonly string[], help: string, flags: readonly string[]) {
  const options = { port: { type: 'string' }, help: { type: 'boolean', default: false, short: 'h' } } as const;
  const own = Object.fromEntries(flags.map((flag) => [flag, { type: 'boolean' } as const]));
  try {
    return parseArgs({ args: [...args], options: { ...own, ...options } }).values;
  } catch (error) {
    const [what = ''] = error instanceof Error ? error.message.split('. ') : [];
    throw new Refusal(`${what.replace(/\.?$/, '.')}\n${help}`);
  }
}

/**
 * Returns the requested port of 127.0.0.1. Without a request, returns the usual one, or a free one if that is taken.
 *
 * @throws Refusal if the requested port is taken.
 */
export async function choosePort(asked: number | undefined, usual: number): Promise<number> {
  if (asked === undefined) return (await freePort(usual)) ?? (await anyFreePort());
  if ((await freePort(asked)) !== undefined) return asked;
  throw new Refusal(`Port ${asked} is taken. Choose another with --port, or leave it out to get a free one.`);
}

/** Returns a free port of 127.0.0.1. */
export async function anyFreePort(): Promise<number> {
  return (await freePort(0)) ?? 0;
}

/** Returns the port if nothing listens there. For 0, returns any free one. */
async function freePort(port: number): Promise<number | undefined> {
  const server = createServer();
  try {
    await once(server.listen(port, '127.0.0.1'), 'listening');
  } catch {
    return undefined;
  }
  const address = server.address() as AddressInfo;
  await once(server.close(), 'close');
  return address.port;
}
