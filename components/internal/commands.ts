/**
 * Runs a function for each command that a `<button commandfor="…" command="--…">` sends to an element.
 *
 * Browsers without invoker commands send none (all have them since December 2025).
 */
export function listenToCommands(host: HTMLElement, commands: Readonly<Record<`--${string}`, () => void>>): void {
  host.addEventListener('command', (event: Event & { readonly command?: string }) => {
    const name = event.command as keyof typeof commands | undefined;
    if (name !== undefined && Object.hasOwn(commands, name)) commands[name]?.();
  });
}
