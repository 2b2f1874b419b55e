import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { warnOnce } from '../internal/warn-once.js';

/** Where the person's choice is stored. All pages of an origin share it, as they share the browser's permission. */
const STORED_AS = 'cablegram:system-notices';

/**
 * Whether the page may show system notifications.
 *
 * - `unavailable`: the browser has none, or not on this page.
 * - `blocked`: the person refused them in the browser.
 * - `off`: the person has not switched them on.
 * - `on`: they are shown while the page is hidden.
 */
export type SystemState = 'unavailable' | 'blocked' | 'off' | 'on';

/** What a system notification says. */
export interface SystemNotice {
  readonly title: string;
  readonly body: string;
  /** Notifications with one tag replace each other, also those of other tabs. */
  readonly tag: string;
  readonly lang: string;
}

/** The elements on the page, which show one choice. */
const hosts = new Set<ReactiveControllerHost>();

/** The choice where nothing can be stored. */
let chosen = false;

/**
 * Shows system notifications, once the person has switched them on.
 *
 * The browser is asked for permission only in `toggle`, which the host calls from a click. Notifications are silent, and go when the page is
 * seen again.
 */
export class SystemNotices implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #onClick: () => void;
  readonly #open = new Set<Notification>();
  #isUnavailable = false;

  /** `onClick` is called when the person clicks a notification. */
  constructor(host: ReactiveControllerHost, onClick: () => void) {
    this.#host = host;
    this.#onClick = onClick;
    host.addController(this);
  }

  get state(): SystemState {
    if (this.#isUnavailable || typeof Notification === 'undefined' || !isSecureContext) return 'unavailable';
    if (Notification.permission === 'denied') return 'blocked';
    return Notification.permission === 'granted' && isChosen() ? 'on' : 'off';
  }

  hostConnected(): void {
    hosts.add(this.#host);
  }

  hostDisconnected(): void {
    hosts.delete(this.#host);
    this.close();
  }

  /** Switches notifications on or off. Asks the browser for permission if it was not asked yet. */
  async toggle(): Promise<void> {
    const { state } = this;
    if (state === 'off') choose((await Notification.requestPermission()) === 'granted');
    else if (state === 'on') choose(false);
    for (const host of hosts) host.requestUpdate();
  }

  /** Shows a notification, if the person switched them on. */
  show({ title, ...options }: SystemNotice): void {
    if (this.state !== 'on') return;
    try {
      const notification = new Notification(title, { ...options, silent: true });
      this.#open.add(notification);
      notification.onclose = () => this.#open.delete(notification);
      notification.onclick = () => {
        window.focus();
        notification.close();
        this.#onClick();
      };
    } catch {
      // Chrome for Android shows notifications only through a service worker, which is the page's.
      void this.#showByWorker(title, options);
    }
  }

  /** Closes what is open. */
  close(): void {
    for (const notification of this.#open) notification.close();
    this.#open.clear();
  }

  async #showByWorker(title: string, options: Omit<SystemNotice, 'title'>): Promise<void> {
    try {
      const worker = await navigator.serviceWorker.getRegistration();
      if (worker) return await worker.showNotification(title, { ...options, silent: true });
    } catch {
      // As without a service worker.
    }
    this.#isUnavailable = true;
    this.#host.requestUpdate();
    warnOnce('This browser shows system notifications only through a service worker, and this page has none.');
  }
}

function isChosen(): boolean {
  try {
    return localStorage.getItem(STORED_AS) === 'on';
  } catch {
    return chosen;
  }
}

/** Stores the choice, or keeps it while the page lives. */
function choose(isOn: boolean): void {
  chosen = isOn;
  try {
    if (isOn) localStorage.setItem(STORED_AS, 'on');
    else localStorage.removeItem(STORED_AS);
  } catch {
    // A sandboxed page stores nothing.
  }
}
