import type { Plugin } from 'rollup';

/** A piece of a template between two expressions, from rollup's syntax tree. */
interface Piece {
  readonly start: number;
  readonly end: number;
  readonly tail: boolean;
}

/**
 * Replaces line breaks and indentation in `html` templates, which JavaScript minifiers leave alone, by a single space.
 * Also writes them in ASCII, which a classic script needs and minifiers do not do.
 *
 * The code between the pieces stays on its lines, so esbuild's source map remains valid.
 */
export function leanHtml(): Plugin {
  return {
    name: 'lean-html',
    transform(code, id) {
      if (!id.endsWith('.ts') || !code.includes('html`')) return null;
      return { code: leanTemplates(code, this.parse(code)), map: null };
    },
  };
}

/** Transforms a module by its syntax tree. */
export function leanTemplates(code: string, tree: unknown): string {
  let made = code;
  for (const { start, end, tail } of [...piecesIn(tree)].sort((a, b) => b.start - a.start)) {
    const text = code.slice(start, end);
    // After the "`" or "${" that ends the piece, a line break has no meaning.
    const after = end + (tail ? 1 : 2);
    const breaks = '\n'.repeat(text.split('\n').length - 1);
    made = made.slice(0, start) + asAscii(text.replace(/\s*\n\s*/g, ' ')) + made.slice(end, after) + breaks + made.slice(after);
  }
  return made;
}

function asAscii(text: string): string {
  return text.replace(/[^\t -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function* piecesIn(node: unknown): Generator<Piece> {
  if (typeof node !== 'object' || node === null) return;
  const { type, tag, quasi } = node as { type?: string; tag?: { name?: string }; quasi?: { quasis: readonly Piece[] } };
  if (type === 'TaggedTemplateExpression' && tag?.name === 'html' && quasi) yield* quasi.quasis;
  for (const child of Object.values(node)) yield* piecesIn(child);
}
