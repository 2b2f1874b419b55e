import type { OutputBundle, OutputChunk, Plugin } from 'rollup';

/** The module that says which build it is, from the project's root. */
const MODULE = 'src/development';

/** What it says in the sources, and in the build for production. */
const SOURCE = 'export const IS_DEVELOPMENT: boolean = true;';
const REPLACED = 'export const IS_DEVELOPMENT: boolean = false;';

/**
 * Makes a build one for production: rollup removes the development warnings, their texts, and the checks that only warn.
 *
 * Fails where rollup has to keep a call of `warnOnce`, since it cannot know that the text is made without an effect.
 */
export function production(): Plugin {
  return {
    name: 'production',
    transform(code, id) {
      if (!id.endsWith(`/${MODULE}.ts`)) return null;
      if (!code.includes(SOURCE)) this.error(`${MODULE}.ts does not contain \`${SOURCE}\`, which the build for production replaces.`);
      return { code: code.replace(SOURCE, REPLACED), map: null };
    },
    generateBundle(_options, bundle) {
      const files = warningFiles(bundle);
      if (files.length > 0)
        this.error(`The build for production still warns, in ${files.join(', ')}. Write \`if (IS_DEVELOPMENT) warnOnce(…)\` there.`);
    },
  };
}

/** The files that use what is for development, as the sources or another file export it. */
function warningFiles(bundle: OutputBundle): readonly string[] {
  const chunks = Object.values(bundle).filter((file): file is OutputChunk => file.type === 'chunk');
  const isLeft = chunks.some(({ modules }) =>
    Object.entries(modules).some(([id, { renderedExports }]) => id.endsWith(`/${MODULE}.ts`) && renderedExports.length > 0),
  );
  if (!isLeft) return [];
  const users = chunks.filter(({ importedBindings }) => `${MODULE}.js` in importedBindings);
  return (users.length > 0 ? users : chunks).map(({ fileName }) => fileName);
}
