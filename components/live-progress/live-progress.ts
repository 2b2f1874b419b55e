// Over 250 lines, because half of it documents attributes, parts and states. The logic is in the files beside it.
import { type CSSResult, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { CablegramError, type Message, type Scalar } from '../../src/index.js';
import { formatNumber, type NumberFormat, type NumberStyle, refusalOf } from '../format/number.js';
import { announce } from '../internal/announcer.js';
import { ChannelController } from '../internal/channel-controller.js';
import { ChannelElement } from '../internal/channel-element.js';
import { nameOf } from '../internal/followed.js';
import {
  boundAttribute,
  flagAttribute,
  jsonAttribute,
  numberAttribute,
  objectAttribute,
  optionalTextAttribute,
  textAttribute,
  wholeNumberReader,
  wordReader,
} from '../internal/converters.js';
import { elementClock } from '../internal/element-clock.js';
import { LiveChangeEvent, LiveCompleteEvent, LiveErrorEvent } from '../internal/events.js';
import { type Freshness, isTrustworthy } from '../internal/freshness.js';
import { LocalizeController } from '../internal/localize.js';
import { safeUrl } from '../internal/safe-url.js';
import { StatesController } from '../internal/states.js';
import { tokens } from '../internal/tokens.styles.js';
import { warnOnce } from '../internal/warn-once.js';
import { ActionController, type Wish, wishIn } from './action-controller.js';
import { ContentController } from './content-controller.js';
import { boundIn, type Level, levelOf } from './gauge.js';
import { isEnd, JOB_STATES, type JobState } from './job.js';
import { styles } from './live-progress.styles.js';
import { MilestoneWatch } from './milestones.js';
import { PaceController } from './pace-controller.js';
import { type Facts, type Note, noteOf, spokenText, valueText } from './progress-face.js';
import type { ProgressPick } from './progress-reading.js';
import { emptyProgress, type ProgressState, reduceProgress, renderedProgress } from './progress-state.js';
import { barTemplate, type BarView, fillBar, fillsOf, levelTemplate, noteTemplate } from './progress-view.js';
import { type AmountStyle, jobNote, leftText, rateText, saysCount } from './progress-words.js';
import { readSteps, type Step } from './steps.js';

/** After how long without news of a running job the note says so, in ms, if the page sets no `stale-after`. */
const SILENT_AFTER = 60_000;

/** How many different mistakes are reported, since a server's texts may differ each time. */
const MOST_REPORTED = 20;

/** The properties that say what the server rendered. */
const PAGE_PROPERTIES = ['value', 'max', 'min', 'status', 'message', 'asOf', 'variant'] as const;

const variantAttribute = wordReader('progress', 'progress', 'meter');
const layoutAttribute = wordReader('stacked', 'stacked', 'row');
const announceAttribute = wordReader('end', 'end', 'quarters', 'off');
const fractionDigits = wholeNumberReader(0, 100, undefined);

/**
 * The progress of a job, or a gauge.
 *
 * Shows how far a job is, its state and its end: `{progress, status, message, current, total}`, or events such as `print_export_completed`. The
 * progress is a percentage, a share if `max="1"`, or a count of any other `max`. It never goes backwards, and an end is final: late bodies change
 * neither. A job that sends nothing for `stale-after` is lost, and the note says since when. `variant="meter"` is a gauge of any value.
 *
 * @slot - What the server rendered: a `<progress>` or `<meter>`, whose values the bar takes, or other content, shown until something is known.
 * @slot label - The label, instead of the attribute `label`.
 * @slot complete - Shown when the job has succeeded, such as a link to its result. Without it, a link to the `url` of the body.
 * @csspart base - Everything.
 * @csspart label - The label.
 * @csspart value - The amount: `59%` or `196 of 330 pages`.
 * @csspart level - The word for a gauge's value that is too high or too low.
 * @csspart track - The bar.
 * @csspart segment - A step of the bar; one if the job has no steps.
 * @csspart indicator - The filled part of a segment.
 * @csspart bound - The mark of `low` or `high` on a gauge.
 * @csspart foot - The line below the bar.
 * @csspart note - The state and the message, or why the data may be old.
 * @csspart time - The rest of time and the rate.
 * @csspart download - The link to the result.
 * @csspart action - The button that cancels the job or runs it again.
 * @csspart glyph - The shape before a word.
 * @cssproperty [--live-progress-height=0.5rem] - Height of the bar.
 * @cssproperty [--live-progress-gap=0.375rem] - Space between label, bar and note.
 * @cssproperty [--live-progress-color] - Colour of the bar while nothing is wrong.
 * @cssproperty [--live-progress-track-color] - Colour of the empty bar.
 * @cssproperty [--live-progress-label-size=5rem] - Width of the label with `layout="row"`.
 * @cssproperty [--live-progress-value-size=4.5em] - Least width of the value with `layout="row"`, so that bars below each other end together.
 * @cssState idle - The element follows no channel.
 * @cssState connecting - Connecting for the first time.
 * @cssState waiting - The server confirmed the channel, but no data was received yet.
 * @cssState live - The data is current.
 * @cssState stale - The data is older than `stale-after`, or updates were missed.
 * @cssState reconnecting - The connection was lost, so the data may be old.
 * @cssState offline - There is no network, or the page closed the connection.
 * @cssState unavailable - No transport works; reconnecting continues.
 * @cssState paused - The person paused updates.
 * @cssState rejected - The server refused the channel.
 * @cssState unconfirmed - The server does not confirm the channel.
 * @cssState failed - The connection failed for good, or the element is set up wrongly.
 * @cssState error - The element is set up wrongly.
 * @cssState job-queued - The job waits for its turn.
 * @cssState job-running - The job runs.
 * @cssState job-paused - The server has paused the job.
 * @cssState job-cancelling - The job is being cancelled.
 * @cssState job-succeeded - The job has ended well.
 * @cssState job-failed - The job has failed.
 * @cssState job-cancelled - The job was cancelled.
 * @cssState job-lost - Nothing was heard of the job for `stale-after`, or the server no longer knows it.
 * @cssState indeterminate - The job runs, and nobody knows how far it is.
 * @event {LiveChangeEvent} live-change - A message changed the value: the percentage of a job, or the value of a gauge. At most once a frame.
 * @event {LiveCompleteEvent} live-complete - The job has ended, with the `outcome`. Once for each job.
 * @event {LiveCancelRequestEvent} live-cancel-request - The person asks to cancel the job; cancelable.
 * @event {LiveRetryRequestEvent} live-retry-request - The person asks to run the job again; cancelable.
 * @event {LiveGapEvent} live-gap - Messages were missed and could not be repaired.
 * @event {LiveErrorEvent} live-error - Something went wrong that the page's author can fix: an invalid attribute, a progress that is no number or
 *   outside its range, an unknown status, bodies of another job, a body that the element cannot use, or an action that the server refused.
 *   Dispatched once until it changes.
 */
export class LiveProgress extends ChannelElement {
  static override styles: CSSResult[] = [tokens, styles];

  /** A bar for a job (`progress`), or a gauge for any value (`meter`). */
  @property({ converter: variantAttribute }) variant: 'progress' | 'meter' = 'progress';

  /** The label above the bar, or before it (`row`). */
  @property({ converter: layoutAttribute }) layout: 'stacked' | 'row' = 'stacked';

  /** Dot path of the value in a body. Default: `progress`, or `current` of `total`. */
  @property({ converter: textAttribute }) field = '';

  /** Dot path of the value's maximum in a body, such as `memory_total`. The value is then shown as a part of it: `1.2 GB of 2 GB`. */
  @property({ attribute: 'max-field', converter: textAttribute }) maxField = '';

  /** Dot path of the job's identity in a body. Default: `id`. */
  @property({ converter: textAttribute }) key = '';

  /** Identity of the one job to follow, if several share the channel. Without it, the element follows one job to its end, then the next. */
  @property({ converter: textAttribute }) entity = '';

  /** The value that the server rendered. A new one replaces what is shown. */
  @property() value: string | number | undefined;

  /** The value that means done: 100 for a percentage (the default), 1 for a share, or any count. */
  @property({ converter: numberAttribute }) max: number | undefined;

  /** The lowest value of a gauge. Default: 0. */
  @property({ converter: numberAttribute }) min: number | undefined;

  /** The state that the server rendered, in any of the words that a body may use: `running`, `completed`. */
  @property({ converter: textAttribute }) status = '';

  /** The message that the server rendered. */
  @property({ converter: textAttribute }) message = '';

  /** The steps of the job, as JSON: a list of names, or of `{name, label}`. A body names its step in `step`, and its progress is that of the step. */
  @property({ converter: jsonAttribute }) steps: readonly unknown[] | string | undefined;

  /** The lower bound of a gauge's middle region, as of `<meter>`: a value, or a percentage of the range such as `10%`. */
  @property({ converter: boundAttribute }) low: number | string | undefined;

  /** The upper bound of a gauge's middle region, as of `<meter>`: a value, or a percentage of the range such as `90%`. */
  @property({ converter: boundAttribute }) high: number | string | undefined;

  /** Where a gauge is best, as of `<meter>`. Default: halfway between `min` and `max`. */
  @property({ converter: boundAttribute }) optimum: number | string | undefined;

  /** The label. */
  @property({ converter: textAttribute }) label = '';

  /** Hides the label; screen readers still read it. */
  @property({ attribute: 'without-label', converter: flagAttribute }) withoutLabel = false;

  /** How the value is formatted, as of `<live-counter>`. */
  @property() format: NumberStyle | undefined;

  /** A unit such as `gigabyte`, or any text to write after the number: `pages`. */
  @property({ converter: optionalTextAttribute }) unit: string | undefined;

  /** The most digits after the decimal point, from 0 to 100. */
  @property({ attribute: 'maximum-fraction-digits', converter: fractionDigits }) maximumFractionDigits: number | undefined;

  /** Further options of `Intl.NumberFormat`, as JSON. */
  @property({ attribute: 'format-options', converter: objectAttribute }) formatOptions: Intl.NumberFormatOptions | undefined;

  /** Shows how long the rest takes, once the rate is stable. */
  @property({ attribute: 'with-eta', converter: flagAttribute }) withEta = false;

  /** Shows how much is done per second or minute, once the rate is stable. */
  @property({ attribute: 'with-rate', converter: flagAttribute }) withRate = false;

  /** Lets a lower progress of the same job replace a higher one. */
  @property({ attribute: 'allow-decrease', converter: flagAttribute }) allowDecrease = false;

  /** Shows a button that asks to cancel the job. */
  @property({ attribute: 'with-cancel', converter: flagAttribute }) withCancel = false;

  /** Shows a button that asks to run a failed or cancelled job again. */
  @property({ attribute: 'with-retry', converter: flagAttribute }) withRetry = false;

  /** The channel's action that cancels the job, performed with its identity. Shows the button. */
  @property({ attribute: 'cancel-action', converter: textAttribute }) cancelAction = '';

  /** The channel's action that runs the job again, performed with its identity. Shows the button. */
  @property({ attribute: 'retry-action', converter: textAttribute }) retryAction = '';

  /** What screen readers announce: the end of the job (`end`), also 25, 50 and 75% (`quarters`), or nothing (`off`). */
  @property({ converter: announceAttribute }) announce: 'end' | 'quarters' | 'off' = 'end';

  readonly #words = new LocalizeController(this);
  readonly #states = new StatesController(this);
  readonly #content = new ContentController(this, () => this.#takePage());
  readonly #channel = new ChannelController(this, {
    lookedFor: () => this.#lookedFor(),
    begin: () => this.#begin(),
    picked: () => [this.maxField, this.variant],
    take: (messages) => this.#take(messages),
  });
  readonly #pace = new PaceController(this, () => this.#changesWithTime());
  readonly #action = new ActionController(this);
  readonly #milestones = new MilestoneWatch();
  readonly #reported = new Set<string>();
  #progress: ProgressState = emptyProgress;
  #steps: readonly Step[] = [];
  #freshness: Freshness = 'idle';
  /** The state that is shown. */
  #job: JobState | undefined;
  #wasSilent = false;
  #lastReported: Scalar | undefined;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('steps')) this.#readSteps();
    this.#channel.follow();
    if (!this.hasUpdated || PAGE_PROPERTIES.some((name) => changed.has(name))) this.#takePage();
    this.#freshness = this.#currentFreshness();
    this.#job = this.#currentJob();
    this.#wasSilent = this.#isSilent;
    this.#action.take(this.#job);
    this.#pace.watch(this.#job === 'running');
    const jobs = Object.fromEntries(JOB_STATES.map((state) => [`job-${state}`, state === this.#job]));
    this.#states.show(this.#freshness, { error: this.#channel.error !== undefined, indeterminate: this.#isIndeterminate, ...jobs });
  }

  protected override updated(): void {
    const { amount, step = 0 } = this.#progress;
    const count = this.#steps.length;
    const isFull = this.#job === 'succeeded' || this.#isIndeterminate;
    fillBar(this.renderRoot, fillsOf(isFull ? 1 : (amount?.fraction ?? 0), this.#job === 'succeeded' ? count : step, count), this.#bounds);
    const refusal = refusalOf(this.#format, this.#words.lang());
    if (refusal) this.#report('option-invalid', `<live-progress> cannot use its format: ${refusal}.`);
  }

  /** Shows what the server rendered, unless what is shown is newer. */
  #takePage(): void {
    const { isLive, at = Infinity, run } = this.#progress;
    if (isLive && at >= Number(this.asOf)) return;
    const { bar } = this.#content;
    const isOwn = (this.value ?? '') !== '';
    const { status, message } = this;
    const max = isOwn || !bar ? this.max : (this.max ?? Number(bar.max));
    const rendered = renderedProgress(
      { value: isOwn ? this.value : bar?.value, max, status, message, isBar: bar !== undefined },
      this.#pick,
      run,
    );
    // The page no longer has anything; what the channel brought remains.
    if (isLive && rendered.job === undefined && rendered.amount === undefined) return;
    this.#progress = rendered;
    this.#lastReported = this.#reportedValue;
    this.#milestones.begin(rendered);
    this.#complain();
  }

  /** Shows what the server rendered again. */
  #begin(): void {
    this.#progress = { ...emptyProgress, run: this.#progress.run + 1 };
    this.#takePage();
  }

  #lookedFor(): string {
    const { field, maxField, event } = this;
    const names = event && `an event named "${event}"`;
    const value = field && `a number at "${[field, maxField].filter(Boolean).join('" of the one at "')}"`;
    const words = '{"progress": 40}, {"current": 4, "total": 10} or {"status": "running"}';
    return [value, names].filter(Boolean).join(' or ') || (this.#isMeter ? 'a number or {"value": 1}' : words);
  }

  /** Applies messages. Dispatches events even if the change is not rendered yet. */
  #take(messages: readonly Message[]): boolean {
    let isUsed = false;
    for (const message of messages) {
      const before = this.#progress;
      this.#progress = reduceProgress(before, message, this.#pick);
      const isOther = this.#progress.other !== undefined && this.#progress.other !== before.other;
      if (isOther && before.other === undefined) this.#reportOther();
      isUsed ||= message.type !== 'gap' && this.#progress !== before && !isOther;
      this.#complain();
      this.#tell();
    }
    this.#pace.take(this.#progress, this.#steps.length);
    const [value, previous] = [this.#reportedValue, this.#lastReported];
    if (this.#progress.isLive && value !== previous) {
      this.#lastReported = value;
      this.dispatchEvent(new LiveChangeEvent(value, previous));
    }
    return isUsed;
  }

  /** Tells the page of the end, and screen readers of the end and of quarters. */
  #tell(): void {
    const { outcome, quarter } = this.#milestones.take(this.#progress);
    const { message, wasUnfinished } = this.#progress;
    if (outcome) {
      this.dispatchEvent(new LiveCompleteEvent(outcome, message, wasUnfinished));
      if (this.announce !== 'off' && wasUnfinished) this.#say(jobNote(outcome, message, this.#words).text);
    } else if (quarter && this.announce === 'quarters' && this.#steps.length === 0) {
      this.#say(formatNumber(quarter / 100, { style: 'percent' }, this.#words.lang()));
    }
  }

  #say(text: string): void {
    announce([this.label, text].filter(Boolean).join(': '), { from: this, every: 0 });
  }

  #complain(): void {
    for (const complaint of this.#progress.complaints) this.#report('body-unread', `<live-progress>: ${complaint}.`);
  }

  #reportOther(): void {
    const { id, other } = this.#progress;
    this.#report(
      'body-unread',
      `${nameOf(this)} brings several jobs (${JSON.stringify(id)}, ${JSON.stringify(other)}), and <live-progress> follows the first until it ends. Set entity to the one to follow, or key to the path of a job's identity.`,
    );
  }

  /** Reports a mistake that the page's author can fix, once. */
  #report(code: 'body-unread' | 'option-invalid', message: string): void {
    if (this.#reported.has(message) || this.#reported.size >= MOST_REPORTED) return;
    this.#reported.add(message);
    const error = new CablegramError(code, message);
    warnOnce(error);
    this.dispatchEvent(new LiveErrorEvent(error));
  }

  #readSteps(): void {
    const steps = readSteps(this.steps);
    if (!steps) this.#report('option-invalid', '<live-progress> needs steps to be a list of at most 24 names or of {name, label}.');
    this.#steps = steps ?? [];
  }

  get #isMeter(): boolean {
    return this.variant === 'meter';
  }

  get #pick(): ProgressPick {
    const { event, key, entity, field, maxField, max, asOf, allowDecrease } = this;
    return { event, key, entity, field, maxField, min: this.#min, max, isMeter: this.#isMeter, steps: this.#steps, allowDecrease, asOf };
  }

  /** The value as the page is told of it: a percentage, or a gauge's value. */
  get #reportedValue(): Scalar | undefined {
    const { amount } = this.#progress;
    return this.#isMeter || !amount ? amount?.value : Number((amount.fraction * 100).toPrecision(12));
  }

  /** Adds three cases to the channel's freshness: an end stays right, missed updates are not, and without anything it waits. */
  #currentFreshness(): Freshness {
    const { freshness } = this.#channel;
    const { job, amount, missedSince, isLive } = this.#progress;
    if (isEnd(job)) return freshness === 'stale' && this.#channel.status?.health === 'ok' ? 'live' : freshness;
    if (missedSince !== undefined && (freshness === 'live' || freshness === 'waiting')) return 'stale';
    return freshness === 'live' && job === undefined && amount === undefined && !isLive ? 'waiting' : freshness;
  }

  #currentJob(): JobState | undefined {
    const { job } = this.#progress;
    const isLost = this.#freshness === 'stale' && this.#channel.isOverdue;
    return isLost && job !== undefined && !isEnd(job) ? 'lost' : job;
  }

  get #isIndeterminate(): boolean {
    return this.#job === 'running' && this.#progress.amount === undefined;
  }

  /** Whether nothing was heard of a running job for so long that people should know. */
  get #isSilent(): boolean {
    const { heardAt } = this.#channel;
    const isRunning = this.#progress.job === 'running' && this.#freshness === 'live';
    return isRunning && heardAt !== undefined && elementClock.wall() - heardAt > SILENT_AFTER;
  }

  /** Whether what is shown changes with time alone. */
  #changesWithTime(): boolean {
    if (!this.#channel.isVisible) return false;
    return this.#isSilent !== this.#wasSilent || ((this.withEta || this.withRate) && this.#pace.left !== undefined);
  }

  get #format(): NumberFormat {
    const { format: style, unit, maximumFractionDigits, formatOptions: options } = this;
    return { style, unit, maximumFractionDigits, options };
  }

  get #style(): AmountStyle {
    const { amount, message } = this.#progress;
    const isCount = amount?.isCount ?? false;
    const format = this.#format;
    if (this.#isMeter) return { format, isOfMax: this.maxField !== '', isPercent: !isCount && !this.format && !this.unit, isMeter: true };
    return { format, isOfMax: true, isPercent: !amount || !isCount || saysCount(message, amount), isMeter: false };
  }

  get #level(): Level {
    const { amount } = this.#progress;
    if (!this.#isMeter || !amount) return { tone: 'ok', side: undefined };
    const [low, high, optimum] = [this.low, this.high, this.optimum].map((bound) => boundIn(bound, this.#min, this.#max));
    return levelOf(Number(amount.value), { low, high, optimum, min: this.#min, max: this.#max });
  }

  /** Where a gauge's regions begin, from 0 to 1. */
  get #bounds(): readonly number[] {
    if (!this.#isMeter) return [];
    const shares = [this.low, this.high].map(
      (bound) => (Number(boundIn(bound, this.#min, this.#max)) - this.#min) / (this.#max - this.#min),
    );
    return shares.filter((share) => share > 0 && share < 1);
  }

  get #min(): number {
    return this.min ?? 0;
  }

  get #max(): number {
    return Number(this.#progress.amount?.max ?? this.max ?? 100);
  }

  /** The rest of time and the rate, while they are certain. */
  #timeText(isLong: boolean): string {
    if (this.#job !== 'running' || !isTrustworthy(this.#freshness)) return '';
    const { left, rate } = this.#pace;
    const eta = this.withEta && left !== undefined ? leftText(left, this.#words, isLong) : '';
    if (!this.withRate || rate === undefined || isLong) return eta;
    return [rateText(rate, this.#format, this.#words), eta].filter(Boolean).join(' · ');
  }

  #facts(): Facts {
    return {
      progress: this.#progress,
      job: this.#job,
      freshness: this.#freshness,
      error: this.#channel.error,
      isSilent: this.#isSilent,
      knownAt: this.#channel.heardAt ?? this.asOf,
      now: elementClock.wall(),
      steps: this.#steps,
      style: this.#style,
      level: this.#level,
      left: this.#timeText(true),
    };
  }

  #onAction(wish: Wish): void {
    const { key, entity, cancelAction, retryAction } = this;
    const action = wish === 'retry' ? retryAction : cancelAction;
    this.#action.ask({ wish, job: this.#job, entity: entity || this.#progress.id, key, action, channel: this.#channel.channel });
  }

  protected override render(): TemplateResult {
    const hasLabel = this.label !== '' || this.#content.hasLabel;
    const facts = this.#facts();
    const isOld = !isTrustworthy(this.#freshness) && !isEnd(this.#job);
    return html`<div
      part="base"
      data-layout=${this.layout}
      data-state=${this.#job ?? nothing}
      data-level=${this.#isMeter ? facts.level.tone : nothing}
      ?data-old=${isOld}
    >
      <span part=${this.withoutLabel || !hasLabel ? 'for-listeners' : 'label'} id="label"
        ><slot name="label">${this.label || this.#words.term('progress')}</slot></span
      >
      <span part="value" aria-hidden="true">${levelTemplate(facts.level, this.#words)}<bdi>${valueText(facts, this.#words)}</bdi></span>
      ${barTemplate({ ...this.#range(), text: spokenText(facts, this.#words) })} ${this.#renderFoot(noteOf(facts, this.#words))}
    </div>`;
  }

  /** The numbers of the bar. */
  #range(): Omit<BarView, 'text'> {
    const { amount, step = 0 } = this.#progress;
    const segments = Math.max(1, this.#steps.length);
    const shape = { isMeter: this.#isMeter, segments, bounds: this.#bounds, isIndeterminate: this.#isIndeterminate };
    if (this.#isMeter) return { ...shape, min: this.#min, max: this.#max, now: amount && Number(amount.value) };
    const percent = amount && Math.round(((step + amount.fraction) / segments) * 1000) / 10;
    return { ...shape, min: 0, max: 100, now: this.#job === 'succeeded' ? 100 : percent };
  }

  #renderFoot(note: Note | undefined): TemplateResult {
    const { amount, isLive } = this.#progress;
    const isContent = this.#content.hasContent && !isLive && this.#job === undefined && !amount;
    const action = this.#renderAction();
    const time = this.#timeText(false);
    return html`<div part="foot" ?data-filled=${Boolean(note ?? action) || isContent}>
      ${isContent ? html`<span part="note"><slot></slot></span>` : note ? noteTemplate(note) : nothing}
      ${time ? html`<bdi part="time" aria-hidden="true">${time}</bdi>` : nothing} ${this.#renderResult()} ${action}
    </div>`;
  }

  #renderResult(): TemplateResult | typeof nothing {
    if (this.#job !== 'succeeded') return nothing;
    const url = safeUrl(this.#progress.url ?? '');
    return html`<slot name="complete"
      >${url ? html`<a part="download" href=${url}>${this.#words.term('progressDownload')}</a>` : nothing}</slot
    >`;
  }

  /** Uses `aria-disabled`, because `disabled` would take the focus away after a press. */
  #renderAction(): TemplateResult | undefined {
    const wish = this.#isMeter ? undefined : wishIn(this.#job);
    const isOffered = wish === 'retry' ? this.withRetry || this.retryAction : this.withCancel || this.cancelAction;
    if (wish === undefined || !isOffered) return undefined;
    const isDisabled = this.#action.isWaiting ? 'true' : 'false';
    return html`<button part="action" type="button" aria-disabled=${isDisabled} @click=${() => this.#onAction(wish)}>
      ${wish === 'retry' ? this.#words.term('progressRetry') : this.#words.term('progressCancel')}
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'live-progress': LiveProgress;
  }
}
