// Runs every story of the built Storybook: it must render, its play function must pass, and the accessibility addon must find nothing, in
// light colours. In dark ones only contrast can differ, so axe checks that alone, on the same page.
import { expect } from '@open-wc/testing';

interface Entry {
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
}

const base = '/storybook-static/';
const index = (await (await fetch(`${base}index.json`)).json()) as { entries: Record<string, Entry> };
const stories = Object.values(index.entries).filter(({ type }) => type === 'story');

suite('stories', () => {
  test('there are some', () => {
    expect(stories).not.to.be.empty;
  });

  for (const { id, title, name } of stories)
    test(`${title} / ${name}`, async function () {
      this.timeout(30_000);
      const { status, reporters, undefinedTags, darkViolations } = await run(id);
      const a11y = reporters.find(({ type }) => type === 'a11y');
      const violations = a11y?.result?.violations?.map((found) => `${found.id}: ${found.nodes[0]?.html ?? ''}`) ?? [];
      expect(violations, violations.join('\n')).to.deep.equal([]);
      expect(darkViolations, darkViolations.join('\n')).to.deep.equal([]);
      expect(undefinedTags, 'elements that nobody registered').to.deep.equal([]);
      expect(status).to.equal('success');
    });
});

interface Ran extends Finished {
  readonly undefinedTags: readonly string[];
  readonly darkViolations: readonly string[];
}

async function run(id: string): Promise<Ran> {
  const frame = document.createElement('iframe');
  frame.style.cssText = 'position:fixed;inset:0;width:800px;height:600px;border:0;background:#fff';
  frame.src = `${base}iframe.html?id=${encodeURIComponent(id)}&viewMode=story&globals=scheme:light`;
  document.body.append(frame);
  try {
    const channel = await channelOf(frame);
    const finished = await new Promise<Finished>((resolve, reject) => {
      const fail = (kind: string) => (why: unknown) => {
        reject(new Error(`${kind}: ${(why as Partial<Error>).message ?? JSON.stringify(why)}`));
      };
      channel.on('storyFinished', (data) => {
        resolve(data as Finished);
      });
      channel.on('storyThrewException', fail('threw'));
      channel.on('storyErrored', fail('errored'));
      channel.on('storyMissing', fail('missing'));
      channel.on('playFunctionThrewException', fail('play'));
    });
    // An element that was never defined renders nothing, and nothing else notices. <live-quote>, <live-series> and <live-threshold> are data.
    const found = frame.contentDocument?.querySelectorAll('#storybook-root :not(:defined, live-quote, live-series, live-threshold)') ?? [];
    return { ...finished, undefinedTags: [...found].map(({ localName }) => localName), darkViolations: await contrastInDark(frame) };
  } finally {
    frame.remove();
  }
}

interface Axe {
  run(context: Node, options: object): Promise<{ violations: readonly Violation[] }>;
}

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string }[];
}

const axeSource = await (await fetch('/node_modules/axe-core/axe.min.js')).text();

/** Shows the frame's page in dark colours and returns what lacks contrast there. */
async function contrastInDark(frame: HTMLIFrameElement): Promise<readonly string[]> {
  const page = frame.contentDocument;
  if (!page) return ['The page is gone.'];
  const { style } = page.documentElement;
  for (const duration of ['quick', 'settle']) style.setProperty(`--live-duration-${duration}`, '0s');
  style.colorScheme = 'only dark';
  const script = page.createElement('script');
  script.textContent = axeSource;
  page.head.append(script);
  const axe = Reflect.get(frame.contentWindow ?? {}, 'axe') as Axe;
  const { violations } = await axe.run(page.body, { runOnly: ['color-contrast'], resultTypes: ['violations'] });
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id} in dark colours: ${html}`));
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
