import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'rollup';

interface Bundled {
  readonly folder: string;
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly author?: string | { readonly name: string };
}

/** Returns the comment at the top of a bundled file: which packages it contains, and their licences. */
export function licenceBanner(title: string, moduleIds: readonly string[]): string {
  const byLicence = new Map<string, string[]>();
  for (const { name, version, license } of packagesOf(moduleIds))
    byLicence.set(license, [...(byLicence.get(license) ?? []), `${name} ${version}`]);
  const lines = [...byLicence].map(([licence, names]) => ` * ${names.join(', ')}: ${licence}`);
  return ['/*!', ` * ${title}: MIT`, ...lines, ' * Full texts: LICENSES.txt', ' */'].join('\n');
}

/** Writes `LICENSES.txt` beside a bundle, with the full licences of all packages in it. */
export function licenceTexts(): Plugin {
  return {
    name: 'licence-texts',
    generateBundle(_, bundle) {
      const ids = Object.values(bundle).flatMap((file) => (file.type === 'chunk' ? file.moduleIds : []));
      const texts = packagesOf(ids).map((it) => `${it.name} ${it.version} (${it.license})\n\n${licenceOf(it).trim()}\n`);
      this.emitFile({ type: 'asset', fileName: 'LICENSES.txt', source: texts.join(`\n${'-'.repeat(80)}\n\n`) });
    },
  };
}

function packagesOf(moduleIds: readonly string[]): Bundled[] {
  const folders = new Set<string>();
  for (const id of moduleIds) {
    const folder = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(id)?.[0];
    if (folder) folders.add(folder.replace(/^\0/, ''));
  }
  return [...folders]
    .map((folder) => ({ folder, ...(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Omit<Bundled, 'folder'>) }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function licenceOf({ folder, name, license, author }: Bundled): string {
  const file = readdirSync(folder).find((entry) => /licen[cs]e/i.test(entry));
  if (file) return readFileSync(join(folder, file), 'utf8');
  // @rails/actioncable is under the MIT licence, but its package does not contain the text; it is the same text as ours.
  if (license !== 'MIT') throw new Error(`${name} has no licence file, and its text must go with the bundle.`);
  const holder = typeof author === 'string' ? author : (author?.name ?? `the authors of ${name}`);
  return readFileSync('LICENSE', 'utf8').replace(/^Copyright .*$/m, `Copyright (c) ${holder}`);
}
