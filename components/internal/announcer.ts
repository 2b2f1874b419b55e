/** How long an announced text stays in the region, in ms: long enough to be read, short enough that nobody comes across it later. */
const KEPT_FOR = 5000;

/** How long a new region stays empty, in ms. Screen readers do not read a region that is inserted with its text. */
const EMPTY_FOR = 150;

/** The element that announces, and how often it may. */
export interface Announcement {
  readonly from: HTMLElement;
  /** The shortest time between two announcements of one element, in ms. Only the newest text in between is announced. @default 10000 */
  readonly every?: number;
}

const speakers = new WeakMap<HTMLElement, { saidAt: number; text?: string | undefined }>();
let region: HTMLElement | undefined;

/**
 * Announces a text to screen readers through the page's one live region.
 *
 * The region is in the body, because screen readers do not reliably read regions in shadow roots. If an element announces more often than
 * `every`, only its newest text is announced.
 */
export function announce(text: string, { from, every = 10_000 }: Announcement): void {
  region ??= createRegion();
  if (!region.isConnected) document.body.append(region);
  const speaker = speakers.get(from) ?? { saidAt: -Infinity };
  speakers.set(from, speaker);
  if (speaker.text === undefined) {
    setTimeout(() => say(from, speaker), Math.max(EMPTY_FOR, speaker.saidAt + every - performance.now()));
  }
  speaker.text = text;
}

function say(from: HTMLElement, speaker: { saidAt: number; text?: string | undefined }): void {
  const line = document.createElement('p');
  line.textContent = speaker.text ?? '';
  speaker.text = undefined;
  if (!from.isConnected) return;
  speaker.saidAt = performance.now();
  region?.append(line);
  setTimeout(() => line.remove(), KEPT_FOR);
}

function createRegion(): HTMLElement {
  const made = document.createElement('div');
  made.id = 'cablegram-announcements';
  made.role = 'status';
  made.ariaLive = 'polite';
  made.ariaAtomic = 'false';
  // Set through the CSSOM, which a strict CSP allows.
  made.style.cssText = 'position:fixed;inline-size:1px;block-size:1px;overflow:hidden;clip-path:inset(50%)';
  return made;
}
