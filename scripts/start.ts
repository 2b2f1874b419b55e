import { spawn } from 'node:child_process';
import { parseArgs } from 'node:util';
import { type DemoServer, startServer } from '../examples/server/server.js';
import { isRate, type Rate } from '../examples/server/shop/pace.js';
import { buildIfMissing } from './build-if-missing.mjs';
import { Refusal } from './refusal.mjs';
import { buildSite } from './site.js';

const HELP = `
npm start [-- options]

  --port N          serve on this port; the default is 4280, or a free port if that is taken
  --open            open the page in the browser
  --cable wss://…   show the messages of another Action Cable server
  --rate calm       rate of the print shop: calm, busy, flood, or a number of messages a second
  --seed N          seed of the print shop, so that a day can be repeated
  --help            print this help

Ctrl-C ends it.
`;

const USUAL_PORT = 4280;

interface Options {
  readonly port: number | undefined;
  readonly open: boolean;
  readonly cable: string | undefined;
  readonly rate: Rate;
  readonly seed: number;
}

try {
  const options = readOptions(process.argv.slice(2));
  if (options === undefined) console.log(HELP);
  else await start(options);
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

async function start(options: Options): Promise<void> {
  build();
  const site = await buildSite({ cable: options.cable });
  try {
    const server = await listen(options, site.mounts);
    const ended = untilAsked();
    console.log(greeting(server, options));
    if (options.open) openBrowser(server.url);
    await ended;
    await server.close();
  } finally {
    await site.remove();
  }
}

function build(): void {
  try {
    buildIfMissing();
  } catch (error) {
    throw new Refusal(error instanceof Error ? error.message : String(error));
  }
}

/** Listens on the requested port; else on the usual one, or on a free port if that is taken. */
async function listen(
  { port, cable, rate, seed }: Options,
  staticFiles: Awaited<ReturnType<typeof buildSite>>['mounts'],
): Promise<DemoServer> {
  const settings = { staticFiles, seed, rate: cable === undefined ? rate : 0 };
  try {
    return await startServer({ ...settings, port: port ?? USUAL_PORT });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'EADDRINUSE' && code !== 'EACCES') throw error;
    if (port === undefined) return startServer({ ...settings, port: 0 });
    const why = code === 'EACCES' ? 'needs more rights than this program has' : 'is taken';
    throw new Refusal(`Port ${port} ${why}. Choose another with --port, or leave it out to get a free one.`);
  }
}

function greeting({ url }: DemoServer, { cable, rate }: Options): string {
  const source =
    cable === undefined
      ? `A print shop at work (${rate}), and this machine's health. The same in one tag: ${url}/script-tag/`
      : `What ${cable} says. That server has to allow the origin ${url}\n(Rails: config.action_cable.allowed_request_origins).`;
  return `\n  ${url}/\n\n${source}\nCtrl-C ends it.\n`;
}

/** Resolves at the first Ctrl-C or SIGTERM; a second one ends the program at once. */
function untilAsked(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
}

function openBrowser(url: string): void {
  const [command, args] =
    process.platform === 'win32' ? ['cmd', ['/c', 'start', '']] : [process.platform === 'darwin' ? 'open' : 'xdg-open', []];
  const child = spawn(command, [...args, url], { stdio: 'ignore', detached: true });
  child.on('error', () => console.error(`No browser could be opened; the address is ${url}/`));
  child.unref();
}

/** Reads the command line; returns `undefined` if only help was requested. */
function readOptions(args: string[]): Options | undefined {
  const { port, open, cable, rate, seed, help } = parse(args);
  if (help) return undefined;
  return {
    port: port === undefined ? undefined : wholeNumber('port', port, 65_535),
    open,
    cable: cable === undefined ? undefined : socketAddress(cable),
    rate: rateOf(rate),
    seed: wholeNumber('seed', seed, Number.MAX_SAFE_INTEGER),
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        port: { type: 'string' },
        open: { type: 'boolean', default: false },
        cable: { type: 'string' },
        rate: { type: 'string', default: 'calm' },
        seed: { type: 'string', default: '1' },
        help: { type: 'boolean', default: false, short: 'h' },
      },
    }).values;
  } catch (error) {
    const [what = ''] = error instanceof Error ? error.message.split('. ') : [];
    throw new Refusal(`${what.replace(/\.?$/, '.')}\n${HELP}`);
  }
}

function wholeNumber(name: string, text: string, most: number): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number <= most) return number;
  throw new Refusal(`--${name} needs a whole number from 0 to ${most}, but got "${text}".`);
}

function rateOf(text: string): Rate {
  const rate = /^[\d.]+$/.test(text) ? Number(text) : text;
  if (isRate(rate)) return rate;
  throw new Refusal(`--rate is calm, busy, flood, or 0 to 10000 messages a second, but got "${text}".`);
}

function socketAddress(text: string): string {
  if (URL.canParse(text) && /^wss?:$/.test(new URL(text).protocol)) return text;
  throw new Refusal(`--cable needs the address of a cable, as wss://example.com/cable, but got "${text}".`);
}
