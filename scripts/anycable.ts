import { startExample } from '../examples/anycable/example.js';
import { provideAnyCable } from './anycable-gem.mjs';
import { buildIfMissing } from './build-if-missing.mjs';
import { choosePort, readPortOptions } from './ports.js';
import { Refusal } from './refusal.mjs';
import { buildSite, type Site } from './site.js';

const HELP = `
npm run anycable [-- options]

  --port N          serve on this port; the default is 4281, or a free port if that is taken
  --help            print this help

Shows the dashboard behind a real AnyCable. Type r and Enter to restart AnyCable; Ctrl-C ends both.
examples/anycable/README.md says what runs where.
`;

const USUAL_PORT = 4281;

try {
  const { help, port } = readPortOptions(process.argv.slice(2), HELP);
  if (help) console.log(HELP);
  else await start(port);
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

async function start(asked: number | undefined): Promise<void> {
  const port = await choosePort(asked, USUAL_PORT);
  const gem = provideAnyCable();
  if (gem.missing !== undefined) {
    throw new Refusal(`No AnyCable, for want of ${gem.missing}. \`npm start\` shows the same page without AnyCable.`);
  }
  const site = await build();
  try {
    const example = await startExample({ folder: gem.folder, staticFiles: site.mounts, port }).catch(refuse);
    console.log(greeting(example.url));
    process.stdin.on('data', (line) => {
      if (String(line).trim() === 'r') void example.restartAnyCable().then(() => console.log('AnyCable was restarted.'));
    });
    await untilAsked();
    process.stdin.pause();
    await example.close();
  } finally {
    await site.remove();
  }
}

async function build(): Promise<Site> {
  try {
    buildIfMissing();
  } catch (error) {
    refuse(error);
  }
  return buildSite({ behindAnyCable: true });
}

function refuse(error: unknown): never {
  throw new Refusal(error instanceof Error ? error.message : String(error));
}

function greeting(url: string): string {
  return `
  ${url}/

A print shop behind a real AnyCable. Open the page twice, and its header says that 2 are here.
Type r and Enter to restart AnyCable; Ctrl-C ends both.
`;
}

function untilAsked(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
}
