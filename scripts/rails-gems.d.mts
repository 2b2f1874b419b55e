/** Finds the tools, installs Debian's on a build machine, and returns those that are missing. */
export function provideTools(version: string): string[];

/** Installs the missing gems of examples/rails, and returns the environment variables that point Bundler there. */
export function provideGems(version: string, options?: { readonly behindAnyCable?: boolean }): Promise<Record<string, string>>;
