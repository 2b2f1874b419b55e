/** Keeps the custom states of its host, as in `live-counter:state(stale)`; attributes would not survive a morph. */
export class StatesController {
  readonly #states: CustomStateSet;
  /** What was switched on; asking the browser each time costs more. */
  readonly #on = new Set<string>();

  constructor(host: HTMLElement) {
    this.#states = host.attachInternals().states;
  }

  /** Switches the named states on or off, and leaves the others. */
  set(states: Readonly<Record<string, boolean>>): void {
    for (const [name, isOn] of Object.entries(states)) {
      if (isOn === this.#on.has(name)) continue;
      const change = isOn ? 'add' : 'delete';
      this.#on[change](name);
      this.#states[change](name);
    }
  }
}
