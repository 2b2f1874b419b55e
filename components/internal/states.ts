import { customStates } from './browser.js';

/** Sets the custom states of its host, as in `live-counter:state(stale)`. Attributes would not survive a morph. */
export class StatesController {
  readonly #states: Pick<CustomStateSet, 'add' | 'delete'>;
  /** The states that are on. Reading them from the browser each time costs more. */
  readonly #on = new Set<string>();
  #shown = '';

  constructor(host: HTMLElement) {
    this.#states = customStates(host);
    controllers.set(host, this);
  }

  /** The main state. */
  get shown(): string {
    return this.#shown;
  }

  /** Whether a state is on. */
  has(name: string): boolean {
    return this.#on.has(name);
  }

  /** Replaces the main state, such as `live`, and sets the others. */
  show(name: string, others: Readonly<Record<string, boolean>>): void {
    this.set(others);
    if (name !== this.#shown) this.#switch(this.#shown, false);
    this.#switch(name, true);
    this.#shown = name;
  }

  /** Switches the named states on or off, and leaves the others. */
  set(states: Readonly<Record<string, boolean>>): void {
    for (const name in states) this.#switch(name, states[name] === true);
  }

  #switch(name: string, isOn: boolean): void {
    if (isOn === this.#on.has(name)) return;
    const change = isOn ? 'add' : 'delete';
    this.#on[change](name);
    this.#states[change](name);
  }
}

const controllers = new WeakMap<HTMLElement, StatesController>();

/** Returns the states of an element that has some. */
export function statesOf(host: HTMLElement): StatesController | undefined {
  return controllers.get(host);
}
