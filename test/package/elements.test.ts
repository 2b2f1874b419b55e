import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { suite, test } from 'node:test';

const root = new URL('../../components/', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');
const classOf = (folder: string): string => folder.replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
const folders = readdirSync(root).filter((name) => name.startsWith('live-'));
/** `index.ts` adds the chart to the list. */
const list = read('elements.ts') + read('index.ts');

suite('elements', () => {
  for (const folder of folders) {
    const name = classOf(folder);

    test(`lists <${folder}>`, () => {
      assert.match(list, new RegExp(`\\b${folder.slice('live-'.length)}: ${name}\\b`));
      assert.match(read('index.ts'), new RegExp(`export \\{ ${name} \\}`));
    });

    test(`has a module that defines <${folder}>, from which the manifest takes its tag`, () => {
      assert.ok(existsSync(new URL(`define/${folder}.ts`, root)));
      assert.match(read(`define/${folder}.ts`), new RegExp(`define\\('${folder}', ${name}\\)`));
    });

    test(`lists <${folder}> for the script tag that loads only what a page uses`, () => {
      assert.match(read('define/load-elements.ts'), new RegExp(`'${folder}': \\(\\) => import\\('\\./${folder}\\.js'\\)`));
    });

    test(`names the tag of <${folder}>, from which React takes its props`, () => {
      assert.match(read(`${folder}/${folder}.ts`), new RegExp(`'${folder}': ${name};`));
    });
  }
});
