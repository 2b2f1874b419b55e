/** A mistake that a person may make in an example: what is replaced, and by what. */
export interface Mistake {
  readonly file: string;
  readonly right: string;
  readonly wrong: string;
  /** What the type check must mention. */
  readonly reported: string;
}

/** How an example is tested. */
export interface Example {
  /** Its folder in examples/frameworks. */
  readonly name: string;
  /** The folder with the built page. */
  readonly built: string;
  /** Mistakes that its type check must report. */
  readonly mistakes: readonly Mistake[];
  /** Arguments that build the page for development, with the framework's own warnings; for React, StrictMode mounts twice only there. */
  readonly development?: readonly string[];
  /** Whether it also follows a channel by the hooks, composables or signals of `cablegram/<framework>`. @default false */
  readonly follows?: boolean;
  /** Whether a server renders it, so that its HTML holds the elements. @default false */
  readonly isRendered?: boolean;
  /** Whether it is served under the strict policy of this project's examples. Most frameworks write inline styles or markup. @default false */
  readonly isStrict?: boolean;
}

const viteDevelopment = ['--', '--mode', 'development', '--outDir', 'dist-development'];

function mistakesIn(file: string, event: string, reported = wrongly(event)): readonly Mistake[] {
  return [
    { file, right: 'label="Orders today"', wrong: 'lable="Orders today"', reported: 'lable' },
    { file, right: event, wrong: wrongly(event), reported },
  ];
}

function wrongly(event: string): string {
  return event.replace('change', 'chnage');
}

/** All examples, in the order in which they are tested. */
export const EXAMPLES: readonly Example[] = [
  { name: 'react', follows: true, built: 'dist', mistakes: mistakesIn('src/PrintShop.tsx', 'onlive-change'), development: viteDevelopment },
  {
    name: 'vue',
    follows: true,
    built: 'dist',
    mistakes: mistakesIn('src/PrintShop.vue', '@live-change', 'onLiveChnage'),
    development: viteDevelopment,
  },
  {
    name: 'svelte',
    follows: true,
    built: 'dist',
    mistakes: mistakesIn('src/PrintShop.svelte', 'onlive-change'),
    development: viteDevelopment,
  },
  {
    name: 'plain-vite',
    built: 'dist',
    mistakes: [
      { file: 'src/print-shop.ts', right: 'orders.label', wrong: 'orders.lable', reported: "'lable' does not exist on type 'LiveCounter'" },
      // An event of an unknown name is a plain one.
      { file: 'src/print-shop.ts', right: "'live-change'", wrong: "'live-chnage'", reported: "'value' does not exist on type 'Event'" },
    ],
    development: viteDevelopment,
  },
  {
    name: 'importmap',
    built: '.',
    mistakes: [
      { file: 'print-shop.js', right: 'feed.max', wrong: 'feed.most', reported: "'most' does not exist on type 'LiveFeed'" },
      { file: 'print-shop.js', right: 'message.value', wrong: 'message.figure', reported: "'figure' does not exist on type 'Datapoint" },
    ],
    isStrict: true,
  },
  {
    name: 'react-18',
    follows: true,
    built: 'dist',
    mistakes: [
      { file: 'src/PrintShop.tsx', right: 'label="Orders today"', wrong: 'lable="Orders today"', reported: 'lable' },
      // An event of an unknown name is a plain one.
      { file: 'src/PrintShop.tsx', right: "'live-change'", wrong: "'live-chnage'", reported: "'value' does not exist on type 'Event'" },
      // React 18 would make it [object Object].
      {
        file: 'src/PrintShop.tsx',
        right: 'params=\'{"metric":"revenue"}\'',
        wrong: "params={{ metric: 'revenue' }}",
        reported: 'AttributeValue',
      },
    ],
    development: viteDevelopment,
  },
  {
    name: 'preact',
    follows: true,
    built: 'dist',
    mistakes: mistakesIn('src/PrintShop.tsx', 'onlive-change'),
    development: viteDevelopment,
  },
  {
    name: 'solid',
    follows: true,
    built: 'dist',
    mistakes: mistakesIn('src/PrintShop.tsx', 'on:live-change'),
    development: viteDevelopment,
  },
  {
    name: 'angular',
    follows: true,
    built: 'dist',
    // Angular knows the attributes and events of no custom element, but what stands in their expressions.
    mistakes: [
      { file: 'src/print-shop.ts', right: 'note($event)', wrong: 'noted($event)', reported: "Property 'noted' does not exist" },
      {
        file: 'src/print-shop.ts',
        right: 'health().freshness',
        wrong: 'health().fresh',
        reported: "'fresh' does not exist on type 'LiveChannel",
      },
    ],
    development: ['--', '--configuration', 'development'],
  },
  // No development build: its adapter writes into one folder. What does not fit when the page is hydrated, Svelte reports in production too.
  { name: 'sveltekit', follows: true, isRendered: true, built: 'build', mistakes: mistakesIn('src/lib/PrintShop.svelte', 'onlive-change') },
  {
    name: 'next',
    follows: true,
    isRendered: true,
    built: 'out',
    mistakes: [
      { file: 'app/PrintShop.tsx', right: 'label="Orders today"', wrong: 'lable="Orders today"', reported: 'lable' },
      // An event of an unknown name is a plain one.
      { file: 'app/PrintShop.tsx', right: "'live-change'", wrong: "'live-chnage'", reported: "'value' does not exist on type 'Event'" },
    ],
  },
  {
    name: 'nuxt',
    follows: true,
    isRendered: true,
    built: '.output/public',
    mistakes: mistakesIn('components/PrintShop.vue', '@live-change', 'onLiveChnage'),
  },
];
