import type { NextConfig } from 'next';

// The server with the cable and the snapshots. In production, both usually come from the server of the page.
const server = 'http://127.0.0.1:4280';

const config: NextConfig = {
  // Every page is rendered when the site is built. Without it, Next renders them when they are asked for.
  ...(process.env['NODE_ENV'] === 'production' && { output: 'export' }),
  ...(process.env['NODE_ENV'] !== 'production' && {
    rewrites: async () => ['/cable', '/snapshots/:path*'].map((source) => ({ source, destination: server + source })),
  }),
};

export default config;
