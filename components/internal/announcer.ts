/** How long a spoken text stays in the region, in ms; long enough to be read, short enough not to be found again. */
const KEPT_FOR = 5000;

/** How long a new region stays empty, in ms: one that comes with its text is not read. */
const EMPTY_FOR = 150;

/** Who speaks, how seldom, and how urgently. */
export interface Announcement {
  readonly from: HTMLElement;
  /** The least time between two texts of one element, in ms; of those in between, the newest is said. @default 10000 */
  readonly every?: number;
  readonly assertive?: boolean;
}

const speakers = new WeakMap<HTMLElement, { saidAt: number; text: string; timer: ReturnType<typeof setTimeout> | undefined }>();
const regions = new Map<boolean, HTMLElement>();

/**
 * Says a text to people who listen to the page, by the one live region of the page.
 *
 * The region lies in the body, since browsers do not read regions in shadow roots reliably. Of what an element says faster than `every`,
 * only the newest is said.
 */
export function announce(text: string, { from, every = 10_000, assertive = false }: Announcement): void {
  const region = regionFor(assertive);
  const speaker = speakers.get(from) ?? { saidAt: -Infinity, text, timer: undefined };
  speakers.set(from, speaker);
  speaker.text = text;
  speaker.timer ??= setTimeout(
    () => {
      speaker.timer = undefined;
      if (!from.isConnected) return;
      speaker.saidAt = performance.now();
      say(region, speaker.text);
    },
    Math.max(EMPTY_FOR, speaker.saidAt + every - performance.now()),
  );
}

function say(region: HTMLElement, text: string): void {
  const line = document.createElement('p');
  line.textContent = text;
  region.append(line);
  setTimeout(() => line.remove(), KEPT_FOR);
}

function regionFor(assertive: boolean): HTMLElement {
  const known = regions.get(assertive);
  if (known !== undefined) {
    if (!known.isConnected) document.body.append(known);
    return known;
  }
  const region = document.createElement('div');
  region.setAttribute('role', assertive ? 'alert' : 'status');
  region.setAttribute('aria-live', assertive ? 'assertive' : 'polite');
  region.setAttribute('aria-atomic', 'false');
  region.dataset['turboPermanent'] = '';
  region.id = assertive ? 'cablegram-alerts' : 'cablegram-announcements';
  // By CSSOM, which a strict CSP allows.
  Object.assign(region.style, { position: 'fixed', inlineSize: '1px', blockSize: '1px', overflow: 'hidden', clipPath: 'inset(50%)' });
  document.body.append(region);
  regions.set(assertive, region);
  return region;
}
