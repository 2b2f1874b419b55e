// Opens the built Storybook: every story must render, its play function must pass, and the accessibility addon must find nothing, in light
// colours. In dark ones only contrast can differ, so axe checks that alone, on the same page. The same for the page of every element.
import { expect } from '@open-wc/testing';
import { waitUntil } from '../support/wait-until.js';

/** A story or a page of the catalogue. */
export interface Entry {
  id: string;
  type: string;
  name: string;
  title: string;
}

interface Finished {
  storyId: string;
  status: string;
  reporters: { type: string; status: string; result?: { violations?: readonly Violation[] } }[];
}

interface Channel {
  on(event: string, fn: (data: unknown) => void): void;
  /** The values of the last event of this name. */
  last(event: string): readonly unknown[] | undefined;
}

/** How long a story may take before it counts as hanging, in ms. */
const LONGEST = 120_000;

const base = '/storybook-static/';
const index = (await (await fetch(`${base}index.json`)).json()) as { entries: Record<string, Entry> };
const entries = Object.values(index.entries);

/** The stories of one element each, which are most. */
export const elementStories: readonly Entry[] = entries.filter(({ type, title }) => type === 'story' && title.startsWith('Elements/'));

/** The stories of several elements: the pages to read, the recipes, all states. */
export const otherStories: readonly Entry[] = entries.filter(({ type, title }) => type === 'story' && !title.startsWith('Elements/'));

/** The page of each element. */
export const pages: readonly Entry[] = entries.filter(({ type }) => type === 'docs');

/** Declares the test of a story. */
export function testStory({ id, title, name }: Entry): void {
  test(`${title} / ${name}`, async function () {
    this.timeout(LONGEST);
    const { status, reporters, undefinedTags, darkViolations } = await run(id);
    const a11y = reporters.find(({ type }) => type === 'a11y');
    const violations = describe(a11y?.result?.violations ?? []);
    expect(violations, violations.join('\n')).to.deep.equal([]);
    expect(darkViolations, darkViolations.join('\n')).to.deep.equal([]);
    expect(undefinedTags, 'elements that nobody registered').to.deep.equal([]);
    expect(status).to.equal('success');
  });
}

/** Declares the test of an element's page. */
export function testPage({ id, title }: Entry): void {
  test(title, async function () {
    this.timeout(LONGEST);
    const problems = await readPage(id);
    expect(problems, problems.join('\n')).to.deep.equal([]);
  });
}

interface Ran extends Finished {
  readonly undefinedTags: readonly string[];
  readonly darkViolations: readonly string[];
}

async function run(id: string): Promise<Ran> {
  return opened(id, 'story', async (frame, channel) => {
    const finished = await new Promise<Finished>((resolve, reject) => {
      const fail = (kind: string) => (why: unknown) => {
        reject(new Error(`${kind}: ${(why as Partial<Error>).message ?? JSON.stringify(why)}`));
      };
      hear(channel, 'storyFinished', (data) => resolve(data as Finished));
      hear(channel, 'storyThrewException', fail('threw'));
      hear(channel, 'storyErrored', fail('errored'));
      hear(channel, 'storyMissing', fail('missing'));
      hear(channel, 'playFunctionThrewException', fail('play'));
    });
    return { ...finished, undefinedTags: undefinedIn(frame), darkViolations: await contrastInDark(frame) };
  });
}

/** Opens the page of an element and returns what is wrong with it. What Storybook itself draws is not looked at. */
async function readPage(id: string): Promise<readonly string[]> {
  return opened(id, 'docs', async (frame, channel) => {
    await new Promise((resolve) => hear(channel, 'docsRendered', resolve));
    await waitUntil(() => frame.contentDocument?.querySelector('.element .written h2'), 'The page is empty.');
    const { violations } = await axeOf(frame).run({ include: ['.written'] }, { resultTypes: ['violations'] });
    return [...undefinedIn(frame), ...describe(violations), ...(await contrastInDark(frame, { include: ['.written'] }))];
  });
}

/** Opens an entry of the catalogue in a frame of its own for as long as `look` takes. */
async function opened<T>(id: string, viewMode: string, look: (frame: HTMLIFrameElement, channel: Channel) => Promise<T>): Promise<T> {
  const frame = document.createElement('iframe');
  frame.style.cssText = 'position:fixed;inset:0;width:800px;height:600px;border:0;background:#fff';
  frame.src = `${base}iframe.html?id=${encodeURIComponent(id)}&viewMode=${viewMode}&globals=scheme:light`;
  document.body.append(frame);
  try {
    return await look(frame, await channelOf(frame));
  } finally {
    frame.remove();
  }
}

/** An element that was never defined renders nothing, and nothing else notices. Some are data, and one is defined by Turbo. */
function undefinedIn(frame: HTMLIFrameElement): readonly string[] {
  const found =
    frame.contentDocument?.querySelectorAll(
      ':is(#storybook-root, #storybook-docs) :not(:defined, live-quote, live-series, live-threshold, turbo-cable-stream-source)',
    ) ?? [];
  return [...found].map(({ localName }) => localName);
}

interface Axe {
  run(context: object, options: object): Promise<{ violations: readonly Violation[] }>;
}

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string }[];
}

const axeSource = await (await fetch('/node_modules/axe-core/axe.min.js')).text();

/** The axe of a frame's page, which has to run inside it. */
function axeOf({ contentDocument, contentWindow }: HTMLIFrameElement): Axe {
  const script = document.createElement('script');
  script.textContent = axeSource;
  contentDocument?.head.append(script);
  return Reflect.get(contentWindow ?? {}, 'axe') as Axe;
}

/** Shows the frame's page in dark colours and returns what lacks contrast there. */
async function contrastInDark(frame: HTMLIFrameElement, context: object = { include: ['body'] }): Promise<readonly string[]> {
  const style = frame.contentDocument?.documentElement.style;
  for (const duration of ['quick', 'settle']) style?.setProperty(`--live-duration-${duration}`, '0s');
  style?.setProperty('color-scheme', 'only dark');
  const { violations } = await axeOf(frame).run(context, { runOnly: ['color-contrast'], resultTypes: ['violations'] });
  return describe(violations).map((found) => `in dark colours, ${found}`);
}

function describe(violations: readonly Violation[]): readonly string[] {
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

/** Calls back at an event, also one that came before the channel was found. */
function hear(channel: Channel, event: string, call: (data: unknown) => void): void {
  channel.on(event, call);
  const last = channel.last(event);
  if (last) call(last[0]);
}

/** Storybook's channel of a frame, which is there some time after the frame's page. */
async function channelOf(frame: HTMLIFrameElement): Promise<Channel> {
  for (;;) {
    const page = frame.contentWindow;
    const channel = page && (Reflect.get(page, '__STORYBOOK_ADDONS_CHANNEL__') as Channel | undefined);
    if (channel) return channel;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
