import type { ReactiveController } from 'lit';
import { Subscription } from 'rxjs';
import type { Connection } from '../../src/index.js';
import { isClosed } from '../internal/page-connection.js';
import { paceOf, type Rate, setRate, whenPaceChanges } from '../internal/pace.js';
import { keepPreference, type Persist, readPreference } from '../internal/preference.js';
import { ScopeController, type ScopeHeld, type ScopeHost } from '../internal/scope-controller.js';
import { whenFilled } from '../internal/when-filled.js';
import { rateIn, writeRate } from './rates.js';

/** What the host's attributes say about the rate. */
interface RateHost extends ScopeHost {
  readonly persist: Persist;
}

/** Sets how often the elements of its host's scope show updates, also of connections that come later. */
export class RateController implements ReactiveController {
  /** Whether the person's last choice was found and takes precedence. */
  isRecalled = false;
  readonly #host: RateHost;
  readonly #scope: ScopeController;
  readonly #onRate: (rate: Rate, previous: Rate) => void;
  /** What the host or the person wants; `undefined` if nobody has set it here, so that the scope keeps its rate. */
  #wish: Rate | undefined;
  #isUpdating = false;
  #hasLooked = false;
  /** A remembered choice of by hand, which waits for the first data. */
  #recalling = new Subscription();
  #stop: (() => void) | undefined;
  /** The connections whose rate was set here. */
  readonly #own = new Set<Connection>();

  constructor(host: RateHost, onRate: (rate: Rate, previous: Rate) => void) {
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
    this.#recalling.unsubscribe();
    const own = [...this.#own];
    setTimeout(() => {
      if (this.#host.isConnected) return;
      this.#hasLooked = this.isRecalled = false;
      for (const connection of own) this.#release(connection);
    });
  }

  /** Sets the rate. */
  set(rate: Rate): void {
    this.#recalling.unsubscribe();
    this.#wish = rate;
    this.#apply(rate, this.#scope.connections);
  }

  /** Sets the rate for the person, and reports it. */
  choose(rate: Rate): void {
    const previous = this.rate;
    if (rate === previous) return;
    this.set(rate);
    this.#remember(rate);
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
    if (!this.#hasLooked && connections.length > 0) this.#recall();
    if (this.#wish !== undefined) this.#apply(this.#wish, added);
    const isResumed = ({ paused }: Connection, rate: Rate): boolean => rate === 'by-hand' && !paused;
    const resumed = this.#isUpdating ? [] : connections.filter((each) => isResumed(each, paceOf(each).rate));
    const [first] = resumed;
    if (first === undefined) return;
    const { before } = paceOf(first);
    this.#wish = before;
    for (const connection of resumed) setRate(connection, before);
    this.#remember(before);
    this.#onRate(before, 'by-hand');
  }

  /** Sets the rate that the person last chose. By hand pauses, so it waits for the first data. */
  #recall(): void {
    this.#hasLooked = true;
    const rate = rateIn(readPreference(this.#host.persist, this.#name));
    const [first] = this.#scope.connections;
    if (rate === undefined || !first) return;
    this.isRecalled = true;
    if (rate === 'by-hand') this.#recalling = whenFilled(first, () => this.set(rate));
    else this.set(rate);
  }

  #remember(rate: Rate): void {
    keepPreference(this.#host.persist, this.#name, writeRate(rate));
  }

  /** The name under which the choice is kept. */
  get #name(): string {
    return `cablegram-rate:${this.#scope.name}`;
  }

  #release(connection: Connection): void {
    this.#own.delete(connection);
    const isByHand = paceOf(connection).rate === 'by-hand';
    setRate(connection, 0);
    if (isByHand && !isClosed(connection)) connection.resume();
  }
}
