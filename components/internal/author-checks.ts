import type { ReactiveController, ReactiveElement } from 'lit';
import { isAround } from './ancestors.js';
import { isFollowing, type Named } from './followed.js';
import { nearWord } from './near-word.js';
import { warnOnce } from './warn-once.js';

/** How long an element is in the page before it is checked, in ms: frameworks set attributes and add controls by then. */
const CHECK_AFTER = 3_000;

/** Attributes that any element may have, and those of frameworks, which begin with a prefix or hold a sign. */
const FOREIGN =
  /^(class|id|style|title|lang|dir|slot|part|exportparts|hidden|inert|role|tabindex|is|key|ref|translate|draggable|popover|nonce|item\w+|access\w+|auto\w+|content\w+|spell\w+|on\w+)$|^(data|aria|v|x|hx|ng|_ng\w+|wire|phx|up|turbo|js|sx|client)-|[@:.#[\](){}*$]/;

/** The elements of the page that were not checked yet. */
const fresh = new Set<ReactiveElement>();
/** The elements that change by themselves, and the controls that pause. */
const moving = new Set<Checked>();
const controls = new Set<ReactiveElement>();
let timer: ReturnType<typeof setTimeout> | undefined;

/** An element, as far as its mistakes are concerned. */
type Checked = ReactiveElement &
  Partial<Named> & { readonly label?: unknown; readonly asOf?: number | undefined; readonly snapshot?: unknown };

/** Warns of mistakes that an author makes with an element: in the development build only, once each, some seconds after it came. */
export class AuthorChecks implements ReactiveController {
  readonly #host: Checked;

  constructor(host: Checked) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    if (/-(pause|controls|rate)$/.test(this.#host.localName)) controls.add(this.#host);
    if ('channel' in this.#host) moving.add(this.#host);
    if (fresh.size === 0) timer = setTimeout(checkAll, CHECK_AFTER);
    fresh.add(this.#host);
  }

  hostDisconnected(): void {
    for (const set of [controls, moving, fresh]) set.delete(this.#host);
    if (fresh.size === 0) clearTimeout(timer);
  }
}

function checkAll(): void {
  for (const element of fresh) {
    warnOfAttributes(element);
    warnOfName(element);
    warnOfRendering(element);
  }
  fresh.clear();
  warnOfPause();
}

function warnOfAttributes(element: ReactiveElement): void {
  const { observedAttributes } = element.constructor as typeof ReactiveElement;
  for (const name of element.getAttributeNames()) {
    if (observedAttributes.includes(name) || FOREIGN.test(name)) continue;
    const meant = nearWord(name, observedAttributes);
    if (meant) warnOnce(`<${element.localName}> has no attribute "${name}". Did you mean "${meant}"?`);
  }
}

/** A counter without a label is part of a sentence, which names it. Controls, notices and presence have names of their own. */
function warnOfName(element: Checked): void {
  const { localName, label } = element;
  if (!('channel' in element) || label !== '' || /-(notice|presence)$/.test(localName)) return;
  if (element.hasAttribute('aria-label') || element.hasAttribute('aria-labelledby')) return;
  if ([...element.children].some(({ slot }) => slot === 'label')) return;
  if (localName.endsWith('-counter') && !element.matches(':state(figure)')) return;
  warnOnce(`<${localName}> has no name for screen readers. Set its label; without-label hides it.`);
}

/** Without a snapshot, nothing shows what was sent while the page was on its way. */
function warnOfRendering(element: Checked): void {
  const { localName, asOf, snapshot, source } = element;
  if (asOf === undefined || snapshot || source || !isFollowing(element)) return;
  warnOnce(
    `<${localName}> has as-of and no snapshot, so what the server sends between rendering the page and the subscription is missing. Set snapshot.`,
  );
}

/** WCAG 2.2.2: what changes by itself can be paused. A page with a control of its own says so in a meta element. */
function warnOfPause(): void {
  const isOwn = document.querySelector('meta[name="cablegram-pause"][content="own"], [command="--pause"], [command="--toggle"]') !== null;
  const lonely = isOwn ? undefined : [...moving].find((element) => isFollowing(element) && !isPausable(element));
  if (lonely === undefined) return;
  warnOnce(
    `<${lonely.localName}> changes by itself, and no <live-pause> or <live-controls> pauses it (WCAG 2.2.2). Add one, or declare a control of your own ` +
      'with <meta name="cablegram-pause" content="own">.',
  );
}

/** A control without a scope around it, or one that names its scope, may pause anything. */
function isPausable(element: ReactiveElement): boolean {
  return [...controls].some((control) => {
    if (control.hasAttribute('for') || control.hasAttribute('connection') || control.hasAttribute('scope')) return true;
    const scope = control.parentElement?.closest(`${prefixOf(control)}-connection`);
    return !scope || isAround(scope, element);
  });
}

function prefixOf({ localName }: Element): string {
  return localName.slice(0, localName.lastIndexOf('-'));
}
