/** All timers of a server, so that closing it leaves none running. */
export class Timers {
  readonly #pending = new Set<NodeJS.Timeout>();
  #closed = false;

  /** Calls `job` once after `delay` ms, unless the timers are closed before. Returns a function that cancels it. */
  after(delay: number, job: () => void): () => void {
    if (this.#closed) return () => undefined;
    const timer = setTimeout(() => {
      this.#pending.delete(timer);
      job();
    }, delay);
    return this.#keep(timer);
  }

  /** Calls `job` each `period` ms until cancelled or closed. */
  every(period: number, job: () => void): () => void {
    return this.#closed ? () => undefined : this.#keep(setInterval(job, period));
  }

  /** Ends every timer; none can be started afterwards. */
  close(): void {
    this.#closed = true;
    for (const timer of this.#pending) clearTimeout(timer);
    this.#pending.clear();
  }

  #keep(timer: NodeJS.Timeout): () => void {
    this.#pending.add(timer);
    return () => {
      clearTimeout(timer);
      this.#pending.delete(timer);
    };
  }
}
