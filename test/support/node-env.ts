/** What bundlers replace in Vue's build. Import it before Vue where there is no bundler. */
if (!('process' in globalThis)) Object.assign(globalThis, { process: { env: { NODE_ENV: 'production' } } });

export {};
