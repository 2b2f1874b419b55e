/** How long a spoken text stays in the region, in ms; long enough to be read, short enough not to be found again. */
const KEPT_FOR = 5000;

/** How long a new region stays empty, in ms: one that comes with its text is not read. */
const EMPTY_FOR = 150;

/** Who speaks, and how seldom. */
export interface Announcement {
  readonly from: HTMLElement;
  /** The least time between two texts of one element, in ms; of those in between, the newest is said. @default 10000 */
  readonly every?: number;
}

const speakers = new WeakMap<HTMLElement, { saidAt: number; text?: string | undefined }>();
let region: HTMLElement | undefined;

/**
 * Says a text to people who listen to the page, by the one live region of the page.
 *
 * The region lies in the body, since browsers do not read regions in shadow roots reliably. Of what an element says faster than `every`,
 * only the newest is said.
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
  // By CSSOM, which a strict CSP allows.
  made.style.cssText = 'position:fixed;inline-size:1px;block-size:1px;overflow:hidden;clip-path:inset(50%)';
  return made;
}
