import { LiveAnnounceEvent } from './events.js';

/** How long an announced text stays in the region, in ms: long enough to be read, short enough that nobody comes across it later. */
const KEPT_FOR = 5000;

/** How long a new region stays empty, in ms. Screen readers do not read a region that is inserted with its text. */
const EMPTY_FOR = 150;

/** The element that announces, and how often it may. */
export interface Announcement {
  readonly from: HTMLElement;
  /** The shortest time between two announcements of one element, in ms. Only the newest text in between is announced. @default 10000 */
  readonly every?: number;
  /** `alert` interrupts what a screen reader says; only for what the person must know at once. @default 'status' */
  readonly role?: 'status' | 'alert';
}

interface Speaker {
  saidAt: number;
  text?: string | undefined;
}

/** A live region of the page, and when each element last used it. */
class Region {
  readonly #element: HTMLElement;
  readonly #speakers = new WeakMap<HTMLElement, Speaker>();

  constructor(role: 'status' | 'alert') {
    this.#element = createRegion(role);
  }

  announce(text: string, from: HTMLElement, every: number): void {
    if (!this.#element.isConnected) document.body.append(this.#element);
    const speaker = this.#speakers.get(from) ?? { saidAt: -Infinity };
    this.#speakers.set(from, speaker);
    if (speaker.text === undefined) {
      setTimeout(() => this.#say(from, speaker), Math.max(EMPTY_FOR, speaker.saidAt + every - performance.now()));
    }
    speaker.text = text;
  }

  #say(from: HTMLElement, speaker: Speaker): void {
    const { text = '' } = speaker;
    speaker.text = undefined;
    if (!from.isConnected) return;
    speaker.saidAt = performance.now();
    const isAllowed = from.dispatchEvent(new LiveAnnounceEvent(text, this.#element.role === 'alert' ? 'assertive' : 'polite'));
    if (!isAllowed) return;
    const line = document.createElement('p');
    line.textContent = text;
    this.#element.append(line);
    setTimeout(() => line.remove(), KEPT_FOR);
  }
}

const regions: { status?: Region; alert?: Region } = {};

/**
 * Announces a text to screen readers through the page's live regions, one for each role.
 *
 * `from` dispatches `live-announce` before, which the page may cancel. The regions are in the body, because screen readers do not reliably read regions in shadow roots. If an element announces more often than
 * `every`, only its newest text is announced.
 */
export function announce(text: string, { from, every = 10_000, role = 'status' }: Announcement): void {
  (regions[role] ??= new Region(role)).announce(text, from, every);
}

function createRegion(role: 'status' | 'alert'): HTMLElement {
  const made = document.createElement('div');
  made.id = role === 'status' ? 'cablegram-announcements' : 'cablegram-alerts';
  made.role = role;
  made.ariaLive = role === 'status' ? 'polite' : 'assertive';
  made.ariaAtomic = 'false';
  // Set through the CSSOM, which a strict CSP allows.
  made.style.cssText = 'position:fixed;inline-size:1px;block-size:1px;overflow:hidden;clip-path:inset(50%)';
  return made;
}
