import type { ReactiveController } from 'lit';
import type { Connection } from '../../src/index.js';
import { isClosed } from '../internal/page-connection.js';
import { paceOf, type Rate, setRate, whenPaceChanges } from '../internal/pace.js';
import { ScopeController, type ScopeHeld, type ScopeHost } from '../internal/scope-controller.js';

/** Sets how often the elements of its host's scope show updates, also of connections that come later. */
export class RateController implements ReactiveController {
  readonly #host: ScopeHost;
  readonly #scope: ScopeController;
  readonly #onRate: (rate: Rate, previous: Rate) => void;
  /** What the host or the person wants; `undefined` if nobody has set it here, so that the scope keeps its rate. */
  #wish: Rate | undefined;
  #isUpdating = false;
  #stop: (() => void) | undefined;
  /** The connections whose rate was set here. */
  readonly #own = new Set<Connection>();

  constructor(host: ScopeHost, onRate: (rate: Rate, previous: Rate) => void) {
    this.#host = host;
    this.#onRate = onRate;
    this.#scope = new ScopeController(host, (added) => this.#onChange(added));
    host.addController(this);
  }

  /** The rate of the scope; while there is none, the wish. */
  get rate(): Rate {
    const [first] = this.#scope.connections;
    return first ? paceOf(first).rate : (this.#wish ?? 0);
  }

  get held(): ScopeHeld {
    return this.#scope.held;
  }

  get isReady(): boolean {
    return this.#scope.connections.length > 0;
  }

  hostConnected(): void {
    this.#stop = whenPaceChanges(() => this.#host.requestUpdate());
  }

  /** Ends the rate, unless the host is only moved, since no other control may be there to change it. */
  hostDisconnected(): void {
    this.#stop?.();
    const own = [...this.#own];
    setTimeout(() => {
      if (!this.#host.isConnected) for (const connection of own) this.#release(connection);
    });
  }

  /** Sets the rate. */
  set(rate: Rate): void {
    this.#wish = rate;
    this.#apply(rate, this.#scope.connections);
  }

  /** Sets the rate for the person, and reports it. */
  choose(rate: Rate): void {
    const previous = this.rate;
    if (rate === previous) return;
    this.set(rate);
    this.#onRate(rate, previous);
  }

  /** Shows what waits, and holds back what comes after it. */
  update(): void {
    this.#isUpdating = true;
    this.#scope.resume();
    this.#scope.pause('freeze');
    this.#isUpdating = false;
  }

  #apply(rate: Rate, connections: readonly Connection[]): void {
    for (const connection of connections) {
      const wasByHand = paceOf(connection).rate === 'by-hand';
      this.#own.add(connection);
      setRate(connection, rate);
      if (rate === 'by-hand') connection.pause('freeze');
      else if (wasByHand) connection.resume();
    }
  }

  #onChange(added: readonly Connection[]): void {
    const { connections } = this.#scope;
    for (const connection of this.#own) if (!connections.includes(connection)) this.#release(connection);
    if (this.#wish !== undefined) this.#apply(this.#wish, added);
    const isResumed = ({ paused }: Connection, rate: Rate): boolean => rate === 'by-hand' && !paused;
    const resumed = this.#isUpdating ? [] : connections.filter((each) => isResumed(each, paceOf(each).rate));
    const [first] = resumed;
    if (first === undefined) return;
    const { before } = paceOf(first);
    this.#wish = before;
    for (const connection of resumed) setRate(connection, before);
    this.#onRate(before, 'by-hand');
  }

  #release(connection: Connection): void {
    this.#own.delete(connection);
    const isByHand = paceOf(connection).rate === 'by-hand';
    setRate(connection, 0);
    if (isByHand && !isClosed(connection)) connection.resume();
  }
}
