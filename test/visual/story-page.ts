import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A built page in a folder of its own. */
export interface StoryPage {
  /** A `file:` address, since the page needs no server. */
  readonly url: string;
  remove(): Promise<void>;
}

/** Builds a page with all stories of the catalogue, without Storybook around them. The page has `storyIds` and `showStory`. */
export async function buildStoryPage(): Promise<StoryPage> {
  const names = (await readdir(join(root, 'stories'))).filter((name) => name.endsWith('.stories.ts')).sort();
  const folder = await mkdtemp(join(tmpdir(), 'cablegram-stories-'));
  await build({
    stdin: {
      contents: `
        import { showStory, storiesOf } from './test/visual/show-story.ts';
        ${names.map((name, index) => `import * as stories${index} from './stories/${name}';`).join('\n')}
        const modules = { ${names.map((name, index) => `${JSON.stringify(name.replace('.stories.ts', ''))}: stories${index}`).join(', ')} };
        globalThis.storyIds = storiesOf(modules);
        globalThis.showStory = (shown) => showStory(modules, shown);`,
      resolveDir: root,
    },
    outfile: join(folder, 'page.js'),
    bundle: true,
    format: 'iife',
    target: 'es2022',
    conditions: ['es2015', 'browser', 'development'],
    loader: { '.woff2': 'dataurl' },
    logLevel: 'error',
    tsconfig: join(root, 'tsconfig.json'),
    plugins: [withoutTestTools()],
  });
  const head = '<meta charset="utf-8"><title>Stories</title><meta name="viewport" content="width=device-width">';
  const style = `<link rel="stylesheet" href="page.css"><style>
    :root { color-scheme: light dark; }
    body { margin: 0; }
    body, fake-shop, .shop, button, input, select { font-family: 'Inter Variable', 'Noto Sans Arabic Variable', sans-serif !important; }
  </style>`;
  await writeFile(
    join(folder, 'index.html'),
    `<!doctype html><html lang="en"><head>${head}${style}</head><body><script src="page.js"></script></body></html>`,
  );
  return { url: pathToFileURL(join(folder, 'index.html')).href, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** Replaces the tools of the stories' own tests, since `play` does not run here. */
function withoutTestTools(): Plugin {
  return {
    name: 'without-test-tools',
    setup(setup) {
      setup.onResolve({ filter: /^storybook\/test$/ }, ({ path }) => ({ path, namespace: 'none' }));
      setup.onLoad({ filter: /./, namespace: 'none' }, () => ({
        contents: ['expect', 'fireEvent', 'fn', 'spyOn', 'userEvent', 'waitFor', 'within']
          .map((name) => `export const ${name} = undefined;`)
          .join('\n'),
      }));
    },
  };
}
