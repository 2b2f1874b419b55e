import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';

// The server with the cable and the snapshots. In production, both usually come from the server of the page.
const server = 'http://127.0.0.1:4280';

export default defineConfig({
  plugins: [sveltekit()],
  server: { proxy: { '/cable': { target: server, ws: true }, '/snapshots': { target: server } } },
});
