/** Keeps the custom states of its host, as in `live-counter:state(stale)`; attributes would not survive a morph. */
export class StatesController {
  readonly #states: CustomStateSet;
  /** What was switched on; asking the browser each time costs more. */
  readonly #on = new Set<string>();
  #shown = '';

  constructor(host: HTMLElement) {
    this.#states = host.attachInternals().states;
  }

  /** Switches on the state that says how it stands, in place of the last such, and sets the others. */
  show(name: string, others: Readonly<Record<string, boolean>>): void {
    this.set({ ...others, [this.#shown]: false, [name]: true });
    this.#shown = name;
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
