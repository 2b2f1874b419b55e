import { readdirSync, readFileSync } from 'node:fs';
import { join, posix, sep } from 'node:path';
import type { Plugin } from 'rollup';
import ts from 'typescript';

/** Which module may import which. Paths start at the project's root and have no `.ts`; `*` is any name, `./` the importer's own folder. */
export interface ArrowTable {
  /** Folders to check. */
  readonly folders: readonly string[];
  /** Importer → what it may import. An exact row has priority over one with `*`, and a longer one over a shorter. */
  readonly modules: Readonly<Record<string, readonly string[]>>;
  /** Package → which modules may import it or its subpaths. */
  readonly packages: Readonly<Record<string, readonly string[]>>;
  /** Modules that may import any package, including tools and Node's own modules. */
  readonly anyPackage: readonly string[];
}

interface Arrow {
  readonly from: string;
  readonly line: number;
  readonly specifier: string;
}

/** Checks every import in the folders, including types, and returns a sentence for each forbidden one and for each cycle. */
export function checkArrows(root: string, table: ArrowTable): string[] {
  const modules = table.folders.flatMap((folder) => sourcesOf(root, folder));
  const known = new Set(modules);
  const faults: string[] = [];
  const graph = new Map<string, string[]>();
  for (const from of modules) {
    const allowed = rowOf(from, table.modules);
    if (!allowed) {
      faults.push(`${from}.ts has no row in the table of rollup.config.ts: add one that says what it may import.`);
      continue;
    }
    const targets: string[] = [];
    for (const arrow of arrowsOf(root, from)) {
      if (!arrow.specifier.startsWith('.')) {
        faults.push(...packageFaults(arrow, table));
        continue;
      }
      const to = targetOf(arrow);
      if (known.has(to)) targets.push(to);
      if (!allowed.some((pattern) => covers(pattern, to, from)))
        faults.push(`${place(arrow)} imports ${to}.ts, which the table of rollup.config.ts does not allow.`);
    }
    graph.set(from, targets);
  }
  for (const cycle of cyclesOf(graph)) faults.push(`A cycle, types included: ${[...cycle, cycle[0]].join(' → ')}.`);
  return faults;
}

/** Fails the build on a forbidden import or a cycle. */
export function arrows(root: string, table: ArrowTable): Plugin {
  return {
    name: 'arrows',
    buildStart() {
      const faults = checkArrows(root, table);
      if (faults.length > 0) this.error(faults.join('\n'));
    },
  };
}

function sourcesOf(root: string, folder: string): string[] {
  let names: string[];
  try {
    names = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' });
  } catch {
    return [];
  }
  return names
    .filter((name) => name.endsWith('.ts') && !name.split(sep).includes('node_modules'))
    .map((name) => posix.join(folder, name.split(sep).join('/')).replace(/\.ts$/, ''))
    .sort();
}

function arrowsOf(root: string, from: string): Arrow[] {
  const file = join(root, `${from}.ts`);
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, false);
  const found: Arrow[] = [];
  function visit(node: ts.Node): void {
    const named = specifierOf(node);
    if (named) {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
      found.push({ from, line: line + 1, specifier: ts.isStringLiteralLike(named) ? named.text : `(${named.getText(source)})` });
    }
    ts.forEachChild(node, visit);
  }
  visit(source);
  return found;
}

/** The specifier of an import, an `export … from`, an `import()` or an `import('…').Type`. */
function specifierOf(node: ts.Node): ts.Node | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return node.moduleSpecifier;
  if (ts.isImportTypeNode(node)) return ts.isLiteralTypeNode(node.argument) ? node.argument.literal : node.argument;
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) return node.arguments[0];
  return undefined;
}

function targetOf({ from, specifier }: Arrow): string {
  return posix.join(posix.dirname(from), specifier).replace(/(\.d)?\.[jt]s$/, '');
}

function packageFaults(arrow: Arrow, { packages, anyPackage }: ArrowTable): string[] {
  if (anyPackage.some((pattern) => covers(pattern, arrow.from, arrow.from))) return [];
  const name = packageOf(arrow.specifier);
  const places = packages[name];
  if (!places) return [`${place(arrow)} imports ${arrow.specifier}, which no row of the packages in rollup.config.ts allows.`];
  if (places.some((pattern) => covers(pattern, arrow.from, arrow.from))) return [];
  return [`${place(arrow)} imports ${arrow.specifier}, which only ${places.join(', ')} may do.`];
}

function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

function place({ from, line }: Arrow): string {
  return `${from}.ts:${line}`;
}

function rowOf(from: string, rows: ArrowTable['modules']): readonly string[] | undefined {
  const exact = rows[from];
  if (exact) return exact;
  const best = Object.keys(rows)
    .filter((pattern) => covers(pattern, from, from))
    .sort((a, b) => b.length - a.length)[0];
  return best === undefined ? undefined : rows[best];
}

/** Whether a pattern matches a module, segment by segment; `**` at the end matches everything below. */
function covers(pattern: string, module: string, importer: string): boolean {
  if (pattern === './') return posix.dirname(module) === posix.dirname(importer);
  const wanted = pattern.split('/');
  const given = module.split('/');
  if (wanted.at(-1) === '**') given.splice(wanted.length - 1, Infinity, '**');
  return wanted.length === given.length && wanted.every((part, index) => fits(part, given[index] ?? ''));
}

function fits(part: string, name: string): boolean {
  const [before = '', after] = part.split('*');
  if (after === undefined || part === '**') return part === name;
  return name.length >= part.length - 1 && name.startsWith(before) && name.endsWith(after);
}

/** Returns one cycle for each strongly connected component (Tarjan's algorithm). */
function cyclesOf(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  const order = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const knots: string[][] = [];
  function visit(module: string): void {
    const index = order.size;
    order.set(module, index);
    low.set(module, index);
    stack.push(module);
    for (const next of graph.get(module) ?? []) {
      if (!order.has(next)) visit(next);
      if (stack.includes(next)) low.set(module, Math.min(low.get(module) ?? index, low.get(next) ?? index));
    }
    if (low.get(module) !== index) return;
    const knot = stack.splice(stack.indexOf(module));
    if (knot.length > 1 || graph.get(module)?.includes(module)) knots.push(knot);
  }
  for (const module of graph.keys()) if (!order.has(module)) visit(module);
  return knots.map((knot) => walkRound(graph, knot));
}

/** Returns the shortest cycle through the first module of a component. */
function walkRound(graph: ReadonlyMap<string, readonly string[]>, knot: readonly string[]): string[] {
  const [start = ''] = [...knot].sort();
  const paths: string[][] = [[start]];
  const seen = new Set<string>();
  for (const path of paths) {
    for (const next of graph.get(path.at(-1) ?? '') ?? []) {
      if (next === start) return path;
      if (!knot.includes(next) || seen.has(next)) continue;
      seen.add(next);
      paths.push([...path, next]);
    }
  }
  return [...knot];
}
