import { spawn, type ChildProcess } from 'node:child_process';

/** A program that ends when this process does, however that ends: it watches its standard input. */
export interface Tethered {
  readonly pid: number;
  /** What it said, both ways. */
  readonly log: string;
  readonly ended: Promise<void>;
  readonly hasEnded: boolean;
  /** Lets it go, or asks it to end by a signal; makes it end after 5 s. */
  stop(signal?: NodeJS.Signals): Promise<void>;
  signal(signal: NodeJS.Signals): void;
}

/** How a program is started. */
export interface Start {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** Starts a program that watches its standard input. */
export function startTethered({ command, args, cwd, env = {} }: Start): Tethered {
  const child: ChildProcess = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: ['pipe', 'pipe', 'pipe'] });
  let log = '';
  let hasEnded = false;
  const keep = (text: Buffer): void => void (log = (log + text.toString()).slice(-20_000));
  // Its end may come before ours.
  child.stdin?.on('error', () => undefined);
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  const ended = new Promise<void>((resolve) => {
    const end = (): void => {
      hasEnded = true;
      resolve();
    };
    child.once('close', end);
    child.once('error', (error) => {
      log += String(error);
      end();
    });
  });
  return {
    pid: child.pid ?? 0,
    ended,
    get log() {
      return log;
    },
    get hasEnded() {
      return hasEnded;
    },
    signal: (signal) => void child.kill(signal),
    async stop(signal) {
      if (signal) child.kill(signal);
      else child.stdin?.end();
      const last = setTimeout(() => child.kill('SIGKILL'), 5_000);
      await ended;
      clearTimeout(last);
    },
  };
}

/** Waits until a program answers, at most `within` ms; tells what it said where it does not. */
export async function untilReady(program: Tethered, isReady: () => Promise<boolean>, within = 120_000): Promise<void> {
  const deadline = performance.now() + within;
  while (!(await isReady().catch(() => false))) {
    if (program.hasEnded) throw new Error(`It ended before it was ready.\n${program.log}`);
    if (performance.now() > deadline) throw new Error(`It was not ready within ${within} ms.\n${program.log}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
