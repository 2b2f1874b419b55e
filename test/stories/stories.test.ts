// Runs every story of the built Storybook: it must render, its play function must pass, and the accessibility addon must find nothing.
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
  reporters: { type: string; status: string; result?: { violations?: { id: string; nodes: { html: string }[] }[] } }[];
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
      const { status, reporters, undefinedTags } = await run(id);
      const a11y = reporters.find(({ type }) => type === 'a11y');
      const violations = a11y?.result?.violations?.map((found) => `${found.id}: ${found.nodes[0]?.html ?? ''}`) ?? [];
      expect(violations, violations.join('\n')).to.deep.equal([]);
      expect(undefinedTags, 'elements that nobody registered').to.deep.equal([]);
      expect(status).to.equal('success');
    });
});

async function run(id: string): Promise<Finished & { undefinedTags: string[] }> {
  const frame = document.createElement('iframe');
  frame.style.cssText = 'position:fixed;inset:0;width:800px;height:600px;border:0;background:#fff';
  frame.src = `${base}iframe.html?id=${encodeURIComponent(id)}&viewMode=story`;
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
    // An element that was never defined renders nothing, and nothing else notices. <live-quote> is data for <live-ticker>.
    const found = frame.contentDocument?.querySelectorAll('#storybook-root :not(:defined, live-quote)') ?? [];
    return { ...finished, undefinedTags: [...found].map(({ localName }) => localName) };
  } finally {
    frame.remove();
  }
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
