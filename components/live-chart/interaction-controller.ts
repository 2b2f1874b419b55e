import type { LitElement, ReactiveController, TemplateResult } from 'lit';
import { LiveCursorEvent, LiveFreezeEvent, LiveWindowEvent } from '../internal/events.js';
import { type GroupMember, joinGroup, tellGroup } from './chart-group.js';
import type { ChartView, ChartWords } from './chart-words.js';
import type { ChartCursor, ChartEngine } from './engine.js';
import type { Span } from './gaps.js';
import type * as surface from './surface.js';
import { Viewport } from './viewport.js';

/** The modules that a chart loads when it is first drawn. */
type Surface = typeof surface;

/** The host of the controller. */
export interface InteractiveHost extends LitElement {
  /** The name of the charts that share cursor and window; empty if it shares them with none. */
  readonly group: string;
}

/** What a person has done, as last reported to the page. */
interface Reported {
  readonly at: number | undefined;
  readonly span: Span | undefined;
  readonly isMoved: boolean;
}

/**
 * Manages what a person does with a chart: reading points, zooming, moving the view.
 *
 * Reports it with `live-cursor`, `live-window` and `live-freeze`, at most once a frame, and to the other charts of the group.
 */
export class InteractionController implements ReactiveController, GroupMember {
  readonly viewport: Viewport;
  readonly #host: InteractiveHost;
  readonly #words: ChartWords;
  readonly #view: () => ChartView;
  readonly #engine: () => ChartEngine | undefined;
  #reader: InstanceType<Surface['ChartReader']> | undefined;
  #gestures: InstanceType<Surface['ChartGestures']> | undefined;
  #plot: HTMLElement | undefined;
  #reported: Reported = { at: undefined, span: undefined, isMoved: false };
  /** Whether another chart of the group moves the cursor. */
  #isLed = false;
  #group = '';
  #leaveGroup: (() => void) | undefined;

  constructor(host: InteractiveHost, words: ChartWords, view: () => ChartView, engine: () => ChartEngine | undefined) {
    this.#host = host;
    this.#words = words;
    this.#view = view;
    this.#engine = engine;
    this.viewport = new Viewport(
      () => view().frame,
      () => host.requestUpdate(),
    );
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#leaveGroup?.();
    this.#leaveGroup = undefined;
    this.#group = '';
    this.#detach();
    this.#reader?.release();
    this.viewport.follow();
  }

  /** Begins to listen to a plot; `undefined` if there is none that a person can read. */
  attach({ ChartGestures, ChartReader }: Surface, plot: HTMLElement | undefined): void {
    if (plot === this.#plot) return;
    this.#detach();
    this.#plot = plot;
    if (!plot) return;
    const stage = { view: this.#view, engine: this.#engine, viewport: this.viewport, bounds: () => this.#bounds() };
    const reader = (this.#reader ??= new ChartReader(this.#host, this.#words, stage));
    this.#gestures = new ChartGestures({ ...stage, plot, span: () => this.#view().frame, onPress: (at) => reader.pin(at) });
  }

  readonly onCursor = (cursor: ChartCursor | undefined): void => this.#reader?.onCursor(cursor);

  readonly onKeyDown = (event: KeyboardEvent): void => {
    this.#isLed = false;
    this.#reader?.onKeyDown(event);
  };

  readonly onPointerMove = (): void => {
    this.#isLed = false;
    this.#reader?.onPointerMove();
  };

  readonly onBlur = (): void => this.#reader?.leave();

  /** Follows the present again, without cursor and pinned tooltip. */
  readonly goLive = (): void => {
    this.#reader?.release();
    this.viewport.follow();
  };

  /** Draws during an update of the host. */
  draw(engine: ChartEngine): void {
    if (this.#reader) this.#reader.draw(engine);
    else engine.draw(this.#view().frame);
  }

  /** Renders the tooltip; `width` is the plot's, in CSS pixels. */
  tooltip(width: number): TemplateResult | undefined {
    return this.#plot ? this.#reader?.tooltip(width) : undefined;
  }

  /** Joins the group, and reports what has changed since the last update. */
  hostUpdated(): void {
    this.#join(this.#host.group);
    const { at, span, isMoved } = this.#reported;
    const now = this.#now();
    this.#reported = now;
    if (!this.#isLed && now.at !== at) {
      this.#host.dispatchEvent(new LiveCursorEvent(now.at, this.#valuesAt()));
      this.#tell((member) => member.followCursor(now.at));
    }
    if (isSame(span, now.span)) return;
    if (!span !== !now.span) this.#host.dispatchEvent(new LiveFreezeEvent(now.span !== undefined));
    const { since, until } = now.span ?? this.#view().frame;
    if (isMoved || now.isMoved) this.#host.dispatchEvent(new LiveWindowEvent(since, until, now.span === undefined));
    this.#tell((member) => member.followWindow(now.span));
  }

  followCursor(at: number | undefined): void {
    this.#isLed = at !== undefined;
    this.#reader?.point(at);
    this.#reported = { ...this.#reported, at: this.#reader?.at };
    this.#host.requestUpdate();
  }

  followWindow(span: Span | undefined): void {
    if (span) this.viewport.show(span, 'group');
    else this.goLive();
    this.#reported = { ...this.#now(), at: this.#reported.at };
  }

  #now(): Reported {
    return { at: this.#reader?.at, span: this.viewport.span, isMoved: this.viewport.isMoved };
  }

  /** From the oldest point to the present. */
  #bounds(): Span {
    const { at, live, since, until } = this.#view().frame;
    const present = live ?? { since, until };
    return { since: Math.min(at[0] ?? present.since, present.since), until: present.until };
  }

  #valuesAt(): Readonly<Record<string, number | null>> {
    const rows = this.#reader?.cursor?.rows ?? [];
    return Object.fromEntries(
      this.#view().series.flatMap(({ field, cells }, column) => {
        const value = cells[rows[column] ?? -1];
        return value === undefined ? [] : [[field, value]];
      }),
    );
  }

  #join(group: string): void {
    if (group === this.#group && (this.#leaveGroup || !group)) return;
    this.#leaveGroup?.();
    this.#group = group;
    this.#leaveGroup = group ? joinGroup(group, this) : undefined;
  }

  #tell(tell: (member: GroupMember) => void): void {
    if (this.#group) tellGroup(this.#group, this, tell);
  }

  #detach(): void {
    this.#gestures?.destroy();
    this.#gestures = this.#plot = undefined;
  }
}

function isSame(one: Span | undefined, other: Span | undefined): boolean {
  return one?.since === other?.since && one?.until === other?.until;
}
