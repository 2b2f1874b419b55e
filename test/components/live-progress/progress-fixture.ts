import '../../../components/define/live-connection.js';
import '../../../components/define/live-progress.js';
import { fixture, html, nextFrame } from '@open-wc/testing';
import type { TemplateResult } from 'lit';
import type { LiveProgress } from '../../../components/live-progress/live-progress.js';
import { CablegramError, type Connection } from '../../../src/index.js';
import { FakeCable } from '../../../src/testing/index.js';
import { ElementTime } from '../../support/element-time.js';
import { steadyConnection } from '../../support/steady-connection.js';

/** A server, a connection and a clock for the tests of one element. */
export class ProgressFixture {
  readonly time: ElementTime = new ElementTime().stop();
  readonly fake: FakeCable = new FakeCable();
  readonly connection: Connection = steadyConnection(this.fake, { retry: () => 60_000 });

  /** Shows an element within the connection. */
  async show(template: TemplateResult): Promise<LiveProgress> {
    const host = await fixture(html`<live-connection .connection=${this.connection}>${template}</live-connection>`);
    const element = host.querySelector('live-progress');
    if (element === null) throw new Error('There is no <live-progress>.');
    await nextFrame();
    await nextFrame();
    await element.updateComplete;
    return element;
  }

  /** Sends bodies to the element, and waits until it shows them. */
  async say(element: LiveProgress, ...bodies: readonly unknown[]): Promise<void> {
    for (const body of bodies) this.fake.broadcast(element.channel, element.params ?? {}, body);
    await nextFrame();
    await element.updateComplete;
    await nextFrame();
  }

  /** Puts the clock forward, and shows what changes. */
  async advance(element: LiveProgress, ms: number): Promise<void> {
    this.time.advance(ms);
    element.requestUpdate();
    await element.updateComplete;
  }

  end(): void {
    this.time.end();
    this.connection.close();
  }
}

export function part(element: LiveProgress, name: string): HTMLElement | null {
  return element.shadowRoot?.querySelector<HTMLElement>(`[part~="${name}"]`) ?? null;
}

/** The text of a part, in one line. */
export function text(element: LiveProgress, name: string): string {
  return part(element, name)?.textContent.replace(/\s+/g, ' ').trim() ?? '';
}

/** What the bar tells screen readers. */
export function spoken(element: LiveProgress): string | null {
  return part(element, 'track')?.getAttribute('aria-valuetext')?.replace(/\s+/g, ' ') ?? null;
}

export function valueNow(element: LiveProgress): string | null {
  return part(element, 'track')?.getAttribute('aria-valuenow') ?? null;
}

/** How full each segment is, from 0 to 1. */
export function fills(element: LiveProgress): readonly number[] {
  const indicators = element.shadowRoot?.querySelectorAll<HTMLElement>('[part="indicator"]') ?? [];
  return [...indicators].map(({ style }) => Number(style.getPropertyValue('--_live-fill')));
}

export function isIn(element: LiveProgress, state: string): boolean {
  return element.matches(`:state(${state})`);
}

/** Collects the errors that an element reports. */
export function errorsOf(element: EventTarget): readonly string[] {
  const errors: string[] = [];
  element.addEventListener('live-error', (event) => {
    const { error } = event as Event & { readonly error: unknown };
    errors.push(error instanceof CablegramError ? error.message : String(error));
  });
  return errors;
}

/** The address of a snapshot with these bodies. */
export function snapshotOf(body: unknown): string {
  return `data:application/json,${encodeURIComponent(JSON.stringify(body))}`;
}
