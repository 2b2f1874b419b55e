// @ts-check
import { getTsProgram, typeParserPlugin } from '@wc-toolkit/type-parser';
import { customElementJetBrainsPlugin } from 'custom-element-jet-brains-integration';
import { customElementVsCodePlugin } from 'custom-element-vs-code-integration';

/** Finds registrations of the form `define('live-counter', LiveCounter)`, which the analyzer does not know. */
const definitions = () => ({
  name: 'definitions',
  /** @param {{ ts: any, node: any, moduleDoc: any, context: { imports: { name: string, importPath: string }[] } }} o */
  analyzePhase({ ts, node, moduleDoc, context }) {
    if (!ts.isCallExpression(node) || node.expression.getText() !== 'define') return;
    const [tag, element] = node.arguments;
    const name = element?.getText();
    const found = context.imports.find((i) => i.name === name);
    if (!found || !ts.isStringLiteral(tag)) return;
    const module = `dist${new URL(found.importPath, `file:///${moduleDoc.path}`).pathname}`;
    moduleDoc.exports = [
      ...(moduleDoc.exports ?? []),
      { kind: 'custom-element-definition', name: tag.text, declaration: { name, module } },
    ];
  },
});

/** Removes everything that is not public, because editors and catalogues list everything in the manifest. */
const publicFace = () => ({
  name: 'public-face',
  /**
   * @typedef {{ members?: { privacy?: string, static?: boolean }[], events?: { description?: string }[] }} Declaration
   * @param {{ customElementsManifest: { modules: { declarations?: Declaration[] }[] } }} context
   */
  packageLinkPhase({ customElementsManifest }) {
    for (const declaration of customElementsManifest.modules.flatMap(({ declarations = [] }) => declarations)) {
      if (declaration.members) declaration.members = declaration.members.filter((member) => !member.privacy && !member.static);
      // An event without a description is a variable that the analyzer took for a name.
      if (declaration.events) declaration.events = declaration.events.filter(({ description }) => description !== undefined);
    }
  },
});

/** Makes the manifest name the files of the package instead of the sources. */
const distPaths = () => ({
  name: 'dist-paths',
  /** @param {{ customElementsManifest: unknown }} context */
  packageLinkPhase({ customElementsManifest }) {
    /** @param {any} o */
    const walk = (o) => {
      if (!o || typeof o !== 'object') return;
      for (const k of ['path', 'module'])
        if (typeof o[k] === 'string' && /^(src|components)\/.*\.ts$/.test(o[k])) o[k] = `dist/${o[k].replace(/\.ts$/, '.js')}`;
      Object.values(o).forEach(walk);
    };
    walk(customElementsManifest);
  },
});

export default {
  globs: ['components/**/*.ts'],
  exclude: ['**/*.test.ts', '**/*.d.ts'],
  outdir: '.',
  litelement: true,
  packagejson: false,
  // A program instead of single files, so that a type alias is resolved.
  /** @param {{ ts: any, globs: string[] }} o */
  overrideModuleCreation({ ts, globs }) {
    const program = getTsProgram(ts, globs, 'tsconfig.build.json');
    return program.getSourceFiles().filter((/** @type {{ fileName: string }} */ f) => globs.some((g) => f.fileName.includes(g)));
  },
  plugins: [
    definitions(),
    typeParserPlugin(),
    publicFace(),
    distPaths(),
    customElementVsCodePlugin({
      outdir: 'dist',
      typesSrc: 'parsedType',
      htmlFileName: 'vscode.html-custom-data.json',
      cssFileName: 'vscode.css-custom-data.json',
    }),
    customElementJetBrainsPlugin({ outdir: 'dist', typesSrc: 'parsedType', webTypesFileName: 'web-types.json', packageJson: false }),
  ],
};
