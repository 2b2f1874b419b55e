// Shows the dashboard behind a real AnyCable: npm run anycable. examples/anycable/README.md says what runs where.
import { parseArgs } from 'node:util';
import { startExample } from '../examples/anycable/example.js';
import { provideAnyCable } from './anycable-gem.mjs';
import { buildIfMissing } from './build-if-missing.mjs';
import { buildSite } from './site.js';

const USUAL_PORT = '4281';

const { values } = parseArgs({ options: { port: { type: 'string', default: USUAL_PORT } } });
const gem = provideAnyCable();
if (gem.missing === undefined) await run(gem.folder, Number(values.port));
else {
  console.error(`No AnyCable, for want of ${gem.missing}. \`npm start\` shows the same page without AnyCable.`);
  process.exitCode = 1;
}

async function run(folder: string, port: number): Promise<void> {
  buildIfMissing();
  const site = await buildSite({ behindAnyCable: true });
  try {
    const example = await startExample({ folder, staticFiles: site.mounts, ...(port > 0 && { port }) });
    console.log(`\n  ${example.url}/\n\nA print shop behind a real AnyCable. Type r and Enter to restart AnyCable; Ctrl-C ends both.\n`);
    process.stdin.on('data', (line) => {
      if (String(line).trim() === 'r') void example.restartAnyCable().then(() => console.log('AnyCable was restarted.'));
    });
    await untilAsked();
    process.stdin.pause();
    await example.close();
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  } finally {
    await site.remove();
  }
}

function untilAsked(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
}
