import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import resolve from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';
import type { LogHandlerWithDefault, Plugin, RenderedChunk, RollupOptions } from 'rollup';
import esbuild from 'rollup-plugin-esbuild';
import { arrows, type ArrowTable } from './scripts/arrows.js';
import { INSIDE, languagesBeside, wordsOnly } from './scripts/languages-beside.js';
import { leanCss } from './scripts/lean-css.js';
import { leanHtml } from './scripts/lean-html.js';
import { leanUplot } from './scripts/lean-uplot.js';
import { licenceBanner, licenceTexts } from './scripts/licences.js';
import { production } from './scripts/production.js';
import { staticProperties } from './scripts/static-properties.js';

/** The folder of the project. */
export const root = fileURLToPath(new URL('.', import.meta.url));

const leaves = ['src/identifier', 'src/address', 'src/environment', 'src/errors', 'src/assert-options', 'src/development', 'src/lazy-part'];
/** What every folder of the core may use: the leaves, messages, and the operators, which do not depend on cables. */
const free = [...leaves, 'src/message/*', 'src/operators/*'];
const rooms = ['src/channel/*', 'src/repair/*', 'src/hub/*', 'src/link/*', 'src/transport/*', 'src/diagnosis/*'];
const elements = 'components/live-*/live-*';

/** Which modules may import which, types included. To allow a new import, change this table in its own commit. */
export const arrowTable: ArrowTable = {
  folders: ['src', 'components', 'stories', 'examples', 'site'],
  modules: {
    // The folders are in the order in which a message passes them, last first.
    'src/*': [...free, './', ...rooms],
    'src/channel/*': [...free, './', 'src/repair/*', 'src/hub/*', 'src/status', 'src/transport/transport'],
    'src/repair/*': [...free, './', 'src/hub/subscription', 'src/transport/transport'],
    'src/hub/*': [...free, './', 'src/link/link-event', 'src/transport/transport'],
    'src/link/*': [...free, './', 'src/transport/transport', 'src/transport/token'],
    // Transports that fetch use the same requests as repair.
    'src/transport/*': [...free, './', 'src/repair/conditional-get', 'src/repair/cursor', 'src/repair/snapshot', 'src/diagnosis/recorder'],
    // The tab that leads keeps identifiers as a connection does.
    'src/tabs/*': [
      ...free,
      './',
      'src/hub/hub',
      'src/hub/subscription',
      'src/link/link-event',
      'src/transport/transport',
      'src/repair/conditional-get',
    ],
    'src/transport/anycable/*': [...free, './', 'src/transport/cable', 'src/transport/transport'],
    // What only AnyCable knows, on top of a channel; published with the transport.
    'src/transport/anycable/index': ['./', 'src/presence/presence'],
    'src/presence/*': [
      ...free,
      './',
      'src/channel/channel',
      'src/channel/shared-channel',
      'src/channel/command-size',
      'src/hub/subscription',
      'src/transport/transport',
    ],
    'src/diagnosis/*': [...free, './', 'src/status', 'src/hub/subscription', 'src/link/link-event'],
    'src/operators/*': ['./', 'src/environment'],
    'src/message/*': [...leaves, './'],
    'src/identifier': leaves,
    'src/address': leaves,
    'src/environment': leaves,
    'src/lazy-part': [],
    'src/errors': leaves,
    'src/assert-options': leaves,
    'src/development': [],
    // A dynamic import takes real time, so that virtual time provides these parts.
    'src/testing/*': [
      ...free,
      './',
      'src/transport/transport',
      'src/repair/recovery-part',
      'src/repair/recovery',
      'src/link/ladder-part',
      'src/link/ladder',
    ],

    'components/elements': [elements],
    'components/index': [
      elements,
      'components/elements',
      'components/internal/define',
      'components/internal/connection-context',
      'components/internal/events',
      'components/internal/live-source',
      'components/internal/transform',
    ],
    'components/define/*': [elements, 'components/internal/define', 'components/internal/events'],
    'components/frameworks/*': [
      './',
      'components/index',
      'components/internal/data-age',
      'components/internal/element-clock',
      'components/internal/freshness',
      'components/internal/page-connection',
      'components/internal/subject',
      'src/index',
    ],
    'components/define/index': ['components/index'],
    'components/define/languages': ['components/internal/wanted-language', 'components/internal/warn-once', 'components/translations/*'],
    'components/define/load-elements': ['./', 'components/internal/warn-once'],
    'components/define/autoload': ['./'],
    'components/define/cdn': ['./', 'components/elements', 'components/internal/define', 'src/index'],
    'components/live-*/*': ['./', 'components/internal/*', 'components/format/*', 'components/translations/*', 'src/index'],
    'components/live-connection/across-tabs': ['src/tabs/index'],
    'components/live-presence/presence-part': ['src/transport/anycable/index'],
    'components/live-connection/any-cable': ['src/transport/anycable/index'],
    'components/internal/*': ['./', 'components/format/*', 'components/translations/*', 'src/index'],
    // Not by src/index, since it is no public name.
    'components/internal/warn-once': ['src/development'],
    'components/format/*': ['./', 'src/index'],
    'components/translations/*': ['./', 'components/format/plural'],

    'stories/**': ['./', 'stories/**', 'components/**', 'src/index', 'src/testing/index'],
    // Examples use only the published entry points, as any other page does.
    'examples/**': ['./', 'examples/**'],
    'site/**': ['site/**'],
  },
  packages: {
    rxjs: ['src/**', 'components/**'],
    '@rails/actioncable': ['src/transport/cable', 'src/transport/actioncable.d'],
    lit: ['components/**'],
    '@lit/context': ['components/**'],
    '@shoelace-style/localize': ['components/**'],
    uplot: ['components/live-chart/uplot-engine'],
    react: ['components/frameworks/react', 'components/frameworks/react-hooks'],
    preact: ['components/frameworks/preact', 'components/frameworks/preact-hooks'],
    'solid-js': ['components/frameworks/solid', 'components/frameworks/solid-signals'],
    svelte: ['components/frameworks/svelte', 'components/frameworks/svelte-stores'],
    vue: ['components/frameworks/vue', 'components/frameworks/vue-composables'],
    '@angular/core': ['components/frameworks/angular-signals'],
  },
  anyPackage: ['stories/**', 'examples/**', 'site/**'],
};

/** A limit on the size that a page downloads, including dependencies, minified and gzipped. */
export interface Budget {
  readonly name: string;
  /** Source of the entry that is measured, with paths from the project's root. */
  readonly entry: string;
  /** In bytes, for what a page downloads before anything runs. Raised only in a commit that says why. */
  readonly limit: number;
  /** For what our own script tags bring. */
  readonly scriptTag?: ScriptTag;
  /** The same entry imported from the published package, and its limit in other bundlers with their defaults. */
  readonly page?: { readonly entry: string; readonly limit: number };
}

/** How a script tag brings an entry; it keeps the development warnings. */
export interface ScriptTag {
  /** Everything is one file, with what other pages load later. */
  readonly isOneFile?: boolean;
  /** The modules that the script loads by itself, with paths from the project's root. */
  readonly loads?: readonly string[];
}

/** A page's typical imports from the core. A bundler drops everything else. */
const USED = 'globalThis.page = { createConnection, sharedConnection };';

/** The same imports from the sources. */
const CORE = `export { createConnection, sharedConnection } from './src/index.js';`;

/** Each has its own entry point: `cablegram/react`. */
const frameworks = ['angular', 'preact', 'react', 'solid', 'svelte', 'vue'];
const defined = namesIn('components/define', /^live-/);
/** `translation.ts` contains only types, so it has a .d.ts and needs no module. */
const languages = namesIn('components/translations', /^(?!translation\.ts$)/);

/**
 * The size limit for each way to use cablegram.
 *
 * The goals are 16 kB for the core (17.5 kB as people get it), 62 kB for all elements but the chart, 96 kB for everything, and 34 kB for
 * counter and status by the autoloading module. Until they are reached, the limits hold what was reached.
 */
export const budgets: readonly Budget[] = [
  {
    name: 'core, as a page imports it',
    entry: CORE,
    limit: 20_650,
    page: { entry: `import { createConnection, sharedConnection } from 'cablegram';\n${USED}`, limit: 23_600 },
  },
  {
    name: 'core and one element, the counter',
    entry: pageWith('live-counter'),
    limit: 55_800,
    page: {
      entry: `import { createConnection, sharedConnection } from 'cablegram';\nimport 'cablegram/define/live-counter.js';\n${USED}`,
      limit: 59_580,
    },
  },
  {
    name: 'all elements but the chart, with the core',
    entry: pageWith(...defined.filter((name) => name !== 'live-chart')),
    limit: 122_640,
  },
  {
    name: 'everything, as the script tag brings it',
    entry: `export * from './components/define/cdn.js';`,
    scriptTag: { isOneFile: true },
    limit: 199_070,
  },
  {
    name: 'counter and status, by the autoloading module',
    entry: `import './components/define/autoload.js';`,
    scriptTag: { loads: ['components/define/live-counter.ts', 'components/define/live-status.ts'] },
    limit: 74_100,
  },
];

/** The entry of a page with the core and these elements. */
function pageWith(...elements: readonly string[]): string {
  return [CORE, ...elements.map((name) => `import './components/define/${name}.js';`)].join('\n');
}

/** What each element adds to a page with the core and the counter, which is most of what elements share; the counter, to a page with the core. */
export const additions: readonly { readonly name: string; readonly before: string; readonly after: string }[] = defined.map((name) => ({
  name,
  before: name === 'live-counter' ? CORE : pageWith('live-counter'),
  after: pageWith(...new Set(['live-counter', name])),
}));

const pkg = JSON.parse(readFileSync(new URL('./package.json', import.meta.url), 'utf8')) as {
  name: string;
  version: string;
  dependencies: Record<string, string>;
  peerDependencies: Record<string, string>;
};
const dependencies = Object.keys({ ...pkg.dependencies, ...pkg.peerDependencies });

/** Every dependency stays an import in the npm build, its subpaths too (`lit/decorators.js`). */
function isExternal(id: string): boolean {
  return dependencies.some((name) => id === name || id.startsWith(`${name}/`));
}

/** A build with our own warnings for the page's author, or one without. */
export type Mode = 'development' | 'production';

/** Compiles TypeScript with esbuild, which reads the decorators' flags from our tsconfig. */
function typescript(mode: Mode): Plugin[] {
  return [
    ...(mode === 'production' ? [production()] : []),
    leanCss(),
    esbuild({ target: 'es2022', tsconfig: 'tsconfig.json', sourceMap: true }),
    staticProperties(),
    leanHtml(),
  ];
}

/** Resolves dependencies for a page: RxJS as ES2015 (its default, ES5, is 1.6 kB larger), lit without its development warnings. */
export function bundled(mode: Mode): Plugin[] {
  return [
    resolve({ extensions: ['.ts', '.mjs', '.js'], exportConditions: ['es2015', 'browser', 'production'] }),
    ...typescript(mode),
    ownPolicy(),
    leanUplot(),
  ];
}

/**
 * Minifies. Comments that begin with `!` stay, because they contain licences.
 *
 * The output is ASCII only, because a browser reads a classic script in the encoding of its page.
 */
export function minified({ asAscii = false } = {}): Plugin {
  // No `module: true` here: it renames the global of the classic script. The plugin sets it for ES output by itself.
  return terser({ ecma: 2020, compress: { passes: 3 }, format: { comments: /^!/, ascii_only: asAscii } });
}

/**
 * Gives the bundled lit a Trusted Types policy with its own name, `cablegram`.
 *
 * A page that allows the policy `lit-html` only once throws when a second copy of lit creates it again.
 */
function ownPolicy(): Plugin {
  let renamed = 0;
  return {
    name: 'own-policy',
    buildStart() {
      renamed = 0;
    },
    transform(code, id) {
      if (!id.endsWith('/lit-html/lit-html.js')) return null;
      renamed += code.split('createPolicy("lit-html"').length - 1;
      return { code: code.replaceAll('createPolicy("lit-html"', 'createPolicy("cablegram"'), map: null };
    },
    buildEnd(error) {
      const has = [...this.getModuleIds()].some((id) => id.includes('/lit-html/'));
      if (!error && has && renamed !== 1)
        this.error(`lit's Trusted Types policy was found ${renamed} times instead of once: see how lit-html/lit-html.js names it now.`);
    },
  };
}

/** Turns rollup's warnings about mistakes into errors. */
export const onLog: LogHandlerWithDefault = (level, log, defaultHandler) => {
  const ofDependency = log.ids?.every((id) => id.includes('/node_modules/')) ?? log.id?.includes('/node_modules/') ?? false;
  if (log.code === 'CIRCULAR_DEPENDENCY' && ofDependency) return;
  if (log.code === 'THIS_IS_UNDEFINED' && ofDependency) return;
  if (log.code === 'EMPTY_BUNDLE') return;
  defaultHandler(log.code === 'CIRCULAR_DEPENDENCY' || log.code === 'UNRESOLVED_IMPORT' ? 'error' : level, log);
};

function namesIn(folder: string, only: RegExp): string[] {
  if (!existsSync(new URL(folder, import.meta.url))) return [];
  return readdirSync(new URL(folder, import.meta.url))
    .filter((file) => file.endsWith('.ts') && only.test(file))
    .map((file) => file.replace(/\.ts$/, ''))
    .sort();
}

const entryPoints = [
  'src/index',
  'src/testing/index',
  'src/tabs/index',
  'src/transport/anycable/index',
  'components/index',
  ...frameworks.map((name) => `components/frameworks/${name}`),
  'components/define/index',
  ...defined.map((name) => `components/define/${name}`),
  ...languages.map((name) => `components/translations/${name}`),
  // Each element has its own entry point, because `cablegram/components/live-counter.js` is published.
  ...namesOfElements().map((name) => `components/${name}/${name}`),
].filter((name) => existsSync(new URL(`./${name}.ts`, import.meta.url)));

function namesOfElements(): string[] {
  if (!existsSync(new URL('components', import.meta.url))) return [];
  return readdirSync(new URL('components', import.meta.url)).filter((name) => name.startsWith('live-'));
}

function banner(chunk: RenderedChunk): string {
  return licenceBanner(`${pkg.name} ${pkg.version}`, chunk.moduleIds);
}

/** For npm: one file for each module, the dependencies left as imports. */
function modules(mode: Mode, dir: string): RollupOptions {
  return {
    input: Object.fromEntries(entryPoints.map((name) => [name, `${name}.ts`])),
    external: isExternal,
    // The same as in package.json. Otherwise a module that is used only for constants would stay as a bare import.
    treeshake: { moduleSideEffects: (id) => /\/components\/(define|translations)\//.test(id) },
    plugins: [arrows(root, arrowTable), resolve({ extensions: ['.ts', '.js'] }), ...typescript(mode)],
    output: { dir, format: 'es', preserveModules: true, preserveModulesRoot: '.', sourcemap: true, entryFileNames: '[name].js' },
    onLog,
  };
}

const config: RollupOptions[] = [
  modules('production', 'dist'),
  // By the condition `development` of the export map, which dev servers set.
  modules('development', 'dist/development'),
  // The script tag's files keep the warnings: their authors have no bundler that could choose, and the console is where they look.
  {
    // For a script tag with type="module": the chart is a separate file that is loaded lazily.
    input: { cablegram: 'components/define/cdn.ts' },
    plugins: bundled('development'),
    preserveEntrySignatures: 'allow-extension',
    output: {
      dir: 'dist/cdn',
      format: 'es',
      entryFileNames: '[name].js',
      chunkFileNames: 'cablegram-[name].js',
      sourcemap: true,
      banner,
      plugins: [minified(), licenceTexts()],
    },
    onLog,
  },
  {
    // For a script tag with type="module" that loads only the elements on the page, each from a file of its own.
    input: { autoload: 'components/define/autoload.ts' },
    plugins: bundled('development'),
    preserveEntrySignatures: 'allow-extension',
    output: {
      dir: 'dist/cdn',
      format: 'es',
      entryFileNames: '[name].js',
      // With a hash, so that a browser never combines files of two versions.
      chunkFileNames: 'autoload/[name]-[hash].js',
      sourcemap: true,
      banner,
      plugins: [minified()],
    },
    onLog,
  },
  {
    // For a classic script tag: everything but the languages besides English in one file, under the global `Cablegram`.
    input: 'components/define/cdn.ts',
    plugins: [...bundled('development'), languagesBeside()],
    output: {
      file: 'dist/cdn/cablegram.iife.js',
      format: 'iife',
      name: 'Cablegram',
      exports: 'named',
      inlineDynamicImports: true,
      sourcemap: true,
      banner,
      plugins: [minified({ asAscii: true })],
    },
    onLog,
  },
  ...languages
    .filter((name) => name !== INSIDE)
    .map((name) => ({
      // For the classic script tag, which loads the language of the page.
      input: `components/translations/${name}.ts`,
      plugins: [wordsOnly(), ...bundled('production')],
      output: { file: `dist/cdn/cablegram-languages/${name}.js`, format: 'es' as const, banner, plugins: [minified()] },
      onLog,
    })),
];

export default config;
