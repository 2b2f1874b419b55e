import { LitElement, type PropertyDeclaration, type PropertyValues } from 'lit';
import { property } from 'lit/decorators.js';
import type { HourCycle } from '../format/zoned-locale.js';
import { AuthorChecks } from './author-checks.js';
import { type AttributeReader, hourCycleAttribute, isReader, motionAttribute, timeZoneAttribute, UNREADABLE } from './converters.js';
import { callHeirs } from './local-time.js';
import { reportMistakes, unreadableText } from './mistakes.js';
import { statesOf } from './states.js';
import { stillness } from './tokens.styles.js';
import { IS_DEVELOPMENT } from './warn-once.js';

/**
 * Applies an attribute's reader (`converters.ts`) to the property too, and declares the properties of all elements.
 *
 * A value that cannot be read is reported once, by `live-error` and a warning, and the property takes its default.
 */
export class ReadingElement extends LitElement {
  /** The time zone in which times are written, such as `Europe/Berlin`. Default: that of the nearest ancestor with `time-zone`, else the person's own. */
  @property({ attribute: 'time-zone', converter: timeZoneAttribute }) timeZone: string | undefined;

  /** How hours are counted: `h23` from 0 to 23, `h12` from 1 to 12. Default: that of the nearest ancestor with `hour-cycle`, else as the language does. */
  @property({ attribute: 'hour-cycle', converter: hourCycleAttribute }) hourCycle: HourCycle | undefined;

  /**
   * How much the element moves: `auto` by the page's motion budget, `none` not at all, `full` even if many elements move. Nothing moves if the person
   * prefers reduced motion.
   */
  @property({ converter: motionAttribute }) motion: 'auto' | 'none' | 'full' = 'auto';

  #isStill = false;

  constructor() {
    super();
    if (IS_DEVELOPMENT) new AuthorChecks(this);
  }

  override requestUpdate(name?: PropertyKey, ...rest: [oldValue?: unknown, options?: PropertyDeclaration]): void {
    super.requestUpdate(name, ...rest);
    if (name === 'timeZone' || name === 'hourCycle') callHeirs();
  }

  protected override update(changed: PropertyValues): void {
    this.#keepStill();
    super.update(changed);
  }

  /** Sets the state `still`, and adds the style sheet that stops all motion. */
  #keepStill(): void {
    const isStill = this.motion === 'none';
    if (isStill === this.#isStill) return;
    this.#isStill = isStill;
    statesOf(this)?.set({ still: isStill });
    const sheet = stillness.styleSheet;
    const root = this.renderRoot;
    if (!sheet || !(root instanceof ShadowRoot)) return;
    const others = root.adoptedStyleSheets.filter((other) => other !== sheet);
    root.adoptedStyleSheets = isStill ? [...others, sheet] : others;
  }

  protected static override finalize(): void {
    const isFinalized = Object.hasOwn(this, 'finalized');
    super.finalize();
    if (!isFinalized) for (const [name, options] of this.elementProperties) wrapSetter(this.prototype, name, options);
  }
}

/** Puts the reader before the setter that Lit created. Properties of a parent class are wrapped on the parent. */
function wrapSetter(prototype: object, name: PropertyKey, { converter, attribute }: PropertyDeclaration): void {
  const descriptor = Object.getOwnPropertyDescriptor(prototype, name);
  if (descriptor?.set === undefined || !isReader(converter)) return;
  const { set } = descriptor;
  const written = typeof attribute === 'string' ? attribute : String(name).toLowerCase();
  Object.defineProperty(prototype, name, {
    ...descriptor,
    set(this: LitElement, value: unknown) {
      set.call(this, readFor(this, written, converter, value));
    },
  });
}

function readFor(element: LitElement, attribute: string, { read, fallback, expected }: AttributeReader<unknown>, value: unknown): unknown {
  const result = value === null || value === undefined ? fallback : read(value);
  const isUnreadable = result === UNREADABLE;
  reportMistakes(element, attribute, isUnreadable ? [unreadableText(element, attribute, expected, value)] : [], element);
  return isUnreadable ? fallback : result;
}
