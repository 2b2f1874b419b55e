import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitepress';
import { tagNames } from '../reference/manifest.js';
import { assertAnchors } from './assert-anchors.js';
import { plainMarkdown } from './plain-markdown.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The folders that hold pages: the documents, and what only the site has. Their names are no part of an address. */
const pages = ['docs/', 'site/'];

/** Every other folder of the repository. */
const others = readdirSync(root, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !pages.includes(`${entry.name}/`))
  .map(({ name }) => `${name}/**`);

/** Where the catalogue of the elements is, if the build brings it: scripts/build-docs.mjs. */
const catalogue = process.env['CATALOGUE'];

export default defineConfig({
  title: 'cablegram',
  description: 'Live data in any web page: elements and an RxJS core for servers that speak Action Cable.',
  lang: 'en',
  srcDir: root,
  srcExclude: ['*.md', ...others],
  outDir: `${root}site-static`,
  cacheDir: `${root}node_modules/.cache/vitepress`,
  rewrites: (page) => pages.reduce((path, folder) => (path.startsWith(folder) ? path.slice(folder.length) : path), page),
  cleanUrls: false,
  head: [
    ['link', { rel: 'icon', type: 'image/svg+xml', href: '/favicon.svg' }],
    ['meta', { name: 'color-scheme', content: 'light dark' }],
  ],
  markdown: { config: plainMarkdown, theme: { light: 'github-light-high-contrast', dark: 'github-dark' } },
  buildEnd: assertAnchors,
  vue: { template: { compilerOptions: { isCustomElement: (tag) => tag.startsWith('live-') || tag === 'broken-shop' } } },
  vite: {
    publicDir: `${root}.storybook/public`,
    resolve: {
      // The site uses what the package publishes.
      alias: [
        { find: /^cablegram$/, replacement: `${root}dist/src/index.js` },
        { find: /^cablegram\/testing$/, replacement: `${root}dist/src/testing/index.js` },
        { find: /^cablegram\/define$/, replacement: `${root}dist/components/define/index.js` },
      ],
    },
    build: { target: 'es2022', chunkSizeWarningLimit: 800 },
  },
  themeConfig: {
    logo: { light: '/cablegram.svg', dark: '/cablegram-dark.svg', alt: 'cablegram' },
    siteTitle: false,
    search: { provider: 'local', options: { detailedView: true } },
    outline: { level: [2, 3] },
    docFooter: { prev: 'Before', next: 'Next' },
    externalLinkIcon: true,
    nav: [
      { text: 'Start', link: '/start/', activeMatch: '^/(start/|rails|frameworks)' },
      { text: 'Guides', link: '/guides/dashboard', activeMatch: '^/guides/' },
      { text: 'Elements', link: '/elements', activeMatch: '^/(elements|reference/)' },
      { text: 'API', link: '/api', activeMatch: '^/(api|errors)' },
      // A page of its own, which the site's router does not know.
      ...(catalogue ? [{ text: 'Catalogue', link: `${catalogue}index.html`, target: '_self' }] : []),
    ],
    sidebar: [
      {
        text: 'Start',
        items: [
          { text: 'Choose your way in', link: '/start/' },
          { text: 'A script tag', link: '/start/script-tag' },
          { text: 'npm and a bundler', link: '/start/npm' },
          { text: 'Rails', link: '/rails' },
          {
            text: 'A framework',
            link: '/frameworks',
            items: [
              { text: 'React', link: '/frameworks/react' },
              { text: 'Vue', link: '/frameworks/vue' },
              { text: 'Svelte', link: '/frameworks/svelte' },
              { text: 'Preact', link: '/frameworks/preact' },
              { text: 'Solid', link: '/frameworks/solid' },
              { text: 'Angular', link: '/frameworks/angular' },
            ],
          },
          { text: 'The server', link: '/start/server' },
        ],
      },
      {
        text: 'Concepts',
        items: [
          { text: 'Why cablegram', link: '/why' },
          { text: 'What is right', link: '/concepts' },
          { text: 'Messages', link: '/messages' },
        ],
      },
      {
        text: 'Guides',
        items: [
          { text: 'A dashboard', link: '/guides/dashboard' },
          { text: 'A feed', link: '/guides/feed' },
          { text: 'Progress of a job', link: '/guides/progress' },
          { text: 'Your own code', link: '/guides/code' },
          { text: 'Pausing', link: '/guides/pausing' },
          { text: 'Fallbacks', link: '/guides/fallbacks' },
          { text: 'Tokens and tenants', link: '/guides/access' },
          { text: 'Turbo', link: '/guides/turbo' },
          { text: 'Content Security Policy', link: '/elements#content-security-policy' },
          { text: 'AnyCable', link: '/anycable' },
          { text: 'Many pages', link: '/scale' },
          { text: 'Testing', link: '/testing' },
          { text: 'Debugging', link: '/guides/debugging' },
          { text: 'Migrating', link: '/guides/migrating' },
        ],
      },
      {
        text: 'Reference',
        items: [
          { text: 'The elements', link: '/elements' },
          { text: 'Public names', link: '/api' },
          { text: 'Error codes', link: '/errors' },
          { text: 'Reliability', link: '/reliability' },
          { text: 'Accessibility', link: '/accessibility' },
          { text: 'Weight and browsers', link: '/weight' },
          { text: 'Versions', link: '/versioning' },
          { text: 'Benchmarks', link: '/benchmarks' },
        ],
      },
      { text: 'Tags', items: tagNames.map((tag) => ({ text: tag, link: `/reference/${tag}` })) },
    ],
  },
});
