/** A test that a sample declares. */
export interface SampleTest {
  readonly name: string;
  readonly run: (context: unknown) => unknown;
}

/** Takes the samples of a language out of a document. */
export function samplesIn(markdown: string, language = 'js'): string[] {
  return [...markdown.matchAll(/^```(\w+)\n(.*?)^```$/gms)].flatMap(([, name, code = '']) => (name === language ? [code] : []));
}

/** What a sample imports. */
export function importsOf(code: string): string[] {
  return [...code.matchAll(/^import (?:.* from )?'(.*)';$/gm)].map(([, name = '']) => name);
}

/** Runs a sample with these modules for what it imports, and `it` beside them; it can neither import nor reach anything else of ours. */
export async function runSample(code: string, modules: Readonly<Record<string, unknown>>, it?: unknown): Promise<void> {
  for (const name of importsOf(code)) if (!(name in modules)) throw new Error(`A sample imports ${name}.`);
  const body = code.replace(
    /^import (?:(\w+)|(\{.*\})) from '(.*)';$/gm,
    (_, whole: string | undefined, some: string | undefined, name: string) =>
      whole === undefined ? `const ${some ?? ''} = modules['${name}'];` : `const { default: ${whole} } = modules['${name}'];`,
  );
  const module = `export default (modules, it) => {\n${body.replace(/^import .*$/gm, '')}\n};`;
  const { default: run } = (await import(/* @vite-ignore */ `data:text/javascript,${encodeURIComponent(module)}`)) as {
    readonly default: (modules: unknown, it: unknown) => void;
  };
  run(modules, it);
}
