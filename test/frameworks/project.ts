import { spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packInto } from '../../scripts/pack-frameworks.mjs';
import type { Mistake } from './examples.js';

const EXAMPLES = fileURLToPath(new URL('../../examples/frameworks', import.meta.url));

/** How long an install, a check or a build may take, in ms. */
const LONGEST = 300_000;

/** A folder with the packed package, in which examples are installed as a person would: by `npm install`, beside the package's file. */
export class Workshop {
  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  static async open(): Promise<Workshop> {
    const folder = await mkdtemp(join(tmpdir(), 'cablegram-frameworks-'));
    packInto(folder);
    return new Workshop(folder);
  }

  /** Copies an example, without what a person may have installed or built in it. */
  async copy(name: string): Promise<Project> {
    const folder = join(this.#folder, name);
    await mkdir(folder);
    await cp(join(EXAMPLES, name), folder, {
      recursive: true,
      filter: (file) =>
        ![
          'node_modules',
          'dist',
          'build',
          '.svelte-kit',
          'out',
          '.next',
          'next-env.d.ts',
          '.nuxt',
          '.output',
          'package-lock.json',
        ].includes(basename(file)),
    });
    return new Project(folder);
  }

  close(): Promise<void> {
    return rm(this.#folder, { recursive: true, force: true });
  }
}

/** A copy of an example. */
export class Project {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  /** Installs it; throws what npm said if that fails. */
  install(): Promise<string> {
    return this.#npm(['install', '--no-package-lock', '--no-audit', '--no-fund']);
  }

  /** Runs a script of its `package.json`; throws what it said if it fails. */
  run(script: string, ...parameters: readonly string[]): Promise<string> {
    return this.#npm(['run', '--silent', script, ...parameters]);
  }

  /** Runs a script that must fail, on a copy of the sources with mistakes; returns what it said. */
  async runWith(mistakes: readonly Mistake[], script: string): Promise<string> {
    const before = new Map<string, string>();
    for (const { file, right, wrong } of mistakes) {
      const text = await readFile(join(this.folder, file), 'utf8');
      if (!text.includes(right)) throw new Error(`${file} has no ${right}.`);
      if (!before.has(file)) before.set(file, text);
      await writeFile(join(this.folder, file), text.replace(right, wrong));
    }
    try {
      await this.run(script);
    } catch (error) {
      return (error as Error).message;
    } finally {
      for (const [file, text] of before) await writeFile(join(this.folder, file), text);
    }
    throw new Error(`npm run ${script} passes in spite of ${mistakes.map(({ wrong }) => wrong).join(', ')}.`);
  }

  remove(): Promise<void> {
    return rm(this.folder, { recursive: true, force: true });
  }

  #npm(parameters: readonly string[]): Promise<string> {
    return new Promise((resolve, reject) => {
      const child = spawn('npm', parameters, { cwd: this.folder, env: ownEnvironment(), timeout: LONGEST });
      let output = '';
      const collect = (text: Buffer): void => void (output += text.toString());
      child.stdout.on('data', collect);
      child.stderr.on('data', collect);
      child.once('error', reject);
      child.once('close', (code) =>
        code === 0 ? resolve(output) : reject(new Error(`npm ${parameters.join(' ')} ended with ${code ?? 'no code'}:\n${output}`)),
      );
    });
  }
}

/** The environment without what `npm run` and the test runner add to it. */
function ownEnvironment(): NodeJS.ProcessEnv {
  const isAdded = /^(npm_lifecycle|npm_package|npm_config_local_prefix|NODE_OPTIONS|NODE_TEST_CONTEXT|INIT_CWD)/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !isAdded.test(name)));
}
