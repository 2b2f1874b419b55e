// The server with the cable and the snapshots. In production, both usually come from the server of the page.
const server = 'http://127.0.0.1:4280';

export default defineNuxtConfig({
  compatibilityDate: '2026-01-01',
  telemetry: false,
  css: ['~/assets/style.css'],
  vue: { compilerOptions: { isCustomElement: (tag) => tag.startsWith('live-') } },
  app: {
    head: {
      title: 'Print shop · Nuxt',
      htmlAttrs: { lang: 'en' },
      meta: [
        { name: 'color-scheme', content: 'light dark' },
        { name: 'action-cable-url', content: '/cable' },
      ],
      link: [{ rel: 'icon', href: 'data:,' }],
    },
  },
  // @ts-expect-error: its types are those of another package, which Nuxt does not bring.
  nitro: { devProxy: { '/cable': { target: `${server}/cable`, ws: true }, '/snapshots': { target: `${server}/snapshots` } } },
});
