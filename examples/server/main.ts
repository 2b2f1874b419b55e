// Starts the demo server from the command line; Ctrl-C or SIGTERM ends it. README.md beside this file lists the options.
import { parseArgs } from 'node:util';
import { startServer } from './server.js';
import { isRate } from './shop/pace.js';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    rate: { type: 'string', default: 'calm' },
    seed: { type: 'string', default: '1' },
    unordered: { type: 'boolean', default: false },
    static: { type: 'string', multiple: true, default: [] },
    verbose: { type: 'boolean', default: false },
  },
});
const rate = isRate(values.rate) ? values.rate : Number(values.rate);
const server = await startServer({
  port: Number(values.port),
  seed: Number(values.seed),
  rate,
  unordered: values.unordered,
  quiet: !values.verbose,
  staticFiles: values.static.map((mount) => {
    const [prefix = '/', folder = '.'] = mount.split('=');
    return [prefix, folder] as const;
  }),
});
console.log(`The print shop is open at ${server.url} (cable at /cable, rate ${rate}).`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void server.close());
