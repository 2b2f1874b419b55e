import type { ReactiveController } from 'lit';
import { Subscription } from 'rxjs';
import type { Connection, PauseKind } from '../../src/index.js';
import { providedConnections } from '../internal/connection-context.js';
import { LivePauseEvent, LivePauseRequestEvent, LiveResumeEvent, LiveResumeRequestEvent } from '../internal/events.js';
import type { Persist } from '../internal/preference.js';
import { ScopeController, type ScopeHost } from '../internal/scope-controller.js';
import { whenFilled } from '../internal/when-filled.js';
import { isDataSaved, recall, remember } from './remembered-pause.js';

/** What the host's attributes say about the pause. */
interface PauseHost extends ScopeHost {
  readonly mode: PauseKind;
  readonly persist: Persist;
  readonly saveData: boolean;
}

/** Pauses and resumes the scope of its host, and remembers the person's choice. */
export class PauseController implements ReactiveController {
  readonly scope: ScopeController;

  readonly #host: PauseHost;
  readonly #onPause: () => void;
  /** How the person paused; connections that come later are paused too. */
  #wish: PauseKind | undefined;
  #isRecalled = false;
  /** A remembered pause that waits for the first data. */
  #recalling = new Subscription();

  /** `onPause` is called when a pause begins or ends, or the connections change. */
  constructor(host: PauseHost, onPause: () => void) {
    this.#host = host;
    this.#onPause = onPause;
    this.scope = new ScopeController(host, (added) => this.#onChange(added));
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#recalling.unsubscribe();
    this.#wish = undefined;
    this.#isRecalled = false;
  }

  toggle(): void {
    if (this.scope.paused === 'true') this.resume();
    else this.pause();
  }

  pause(): void {
    const kind = this.#host.mode === 'stop' ? 'stop' : 'freeze';
    this.#request((connections) => new LivePauseRequestEvent(kind, connections), kind);
  }

  resume(): void {
    this.#request((connections) => new LiveResumeRequestEvent(connections), undefined);
  }

  /** Dispatches the request. If no `<live-connection>` handles it and the page does not cancel it, pauses or resumes the connections. */
  #request(eventFor: (connections: readonly Connection[] | undefined) => Event, kind: PauseKind | undefined): void {
    const { connections, isNamed } = this.scope;
    if (connections.length === 0) return;
    const kinds = connections.map(({ pauseKind }) => pauseKind);
    const isAllowed = this.#host.dispatchEvent(eventFor(isNamed ? [...connections] : undefined));
    const isHandled = connections.some(({ pauseKind }, index) => pauseKind !== kinds[index]);
    if (!isAllowed && !isHandled) return;
    this.#recalling.unsubscribe();
    this.#wish = kind;
    if (!isHandled) this.#set(connections, kind);
    remember(this.#memory, kind ?? 'live');
  }

  #set(connections: readonly Connection[], kind: PauseKind | undefined): void {
    const reported = providedConnections().map(({ connection }) => connection);
    const isNews = connections.some((each) => each.paused !== (kind !== undefined) && !reported.includes(each));
    for (const connection of connections) {
      if (kind) connection.pause(kind);
      else connection.resume();
    }
    if (isNews) this.#host.dispatchEvent(kind ? new LivePauseEvent() : new LiveResumeEvent());
  }

  #onChange(added: readonly Connection[]): void {
    if (this.#wish && this.scope.isNamed) this.#set(added, this.#wish);
    this.#onPause();
    if (this.scope.connections.length === 0) return;
    if (!this.#isRecalled) this.#recall();
    if (this.scope.paused === 'false') this.#wish = undefined;
  }

  /** Pauses as the person last chose, or because the browser asks to save data. */
  #recall(): void {
    this.#isRecalled = true;
    const choice = recall(this.#memory) ?? (this.#host.saveData && isDataSaved() ? 'stop' : 'live');
    const [first] = this.scope.connections;
    if (choice === 'live' || !first || this.scope.paused === 'true') return;
    this.#recalling = whenFilled(first, () => {
      this.#wish = choice;
      this.#set(this.scope.connections, choice);
    });
  }

  get #memory(): { readonly persist: Persist; readonly scope: string } {
    return { persist: this.#host.persist, scope: this.scope.name };
  }
}
