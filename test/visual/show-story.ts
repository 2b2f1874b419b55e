import '@fontsource-variable/inter/wght.css';
import '@fontsource-variable/noto-sans-arabic/wght.css';
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { nothing, render } from 'lit';
import { createRandom, VirtualTime } from '../../src/testing/index.js';

/** A module of stories, as Storybook reads it. */
export type StoryModule = Readonly<Record<string, StoryObj>> & { readonly default: Meta };

/** What a picture is taken of, in the page. */
export interface Shown {
  readonly id: string;
  readonly dir: string;
  readonly print: boolean;
}

/** How long a story runs before its picture, in ms: past each grace, and between two events of the fake shop, which come each second. */
const RUNS_FOR = 6_600;

/** The fonts of the pictures, which would else depend on those of the machine, and letters that each of them has. */
const FONTS = [
  ['Inter Variable', 'a'],
  ['Noto Sans Arabic Variable', '١'],
] as const;

const realFrame = requestAnimationFrame.bind(window);

/** Returns the ids of all stories; `live-counter/States` is the story that `live-counter.stories.ts` exports as `States`. */
export function storiesOf(modules: Readonly<Record<string, StoryModule>>): readonly string[] {
  return Object.entries(modules).flatMap(([name, { default: meta, ...stories }]) =>
    Object.entries(stories)
      .filter(([, { parameters }]) => ({ ...meta.parameters, ...parameters })['pictures'] !== false)
      .map(([story]) => `${name}/${story}`),
  );
}

/**
 * Shows a story in virtual time, so that each run shows the same moment, and ends what moves.
 *
 * The story's `play` does not run: a picture shows what a reader sees who touches nothing.
 */
export async function showStory(modules: Readonly<Record<string, StoryModule>>, { id, dir, print }: Shown): Promise<void> {
  const [name = '', exported = ''] = id.split('/');
  const stories = modules[name];
  const meta = stories?.default;
  const story = stories?.[exported];
  const draw = story?.render ?? meta?.render;
  if (!story || !draw) throw new Error(`There is no story ${id} with a render function.`);
  document.documentElement.dir = dir;
  const time = new VirtualTime();
  time.random = createRandom(7);
  Math.random = time.random;
  time.install();
  const args = { ...meta?.args, ...story.args };
  await Promise.all(FONTS.map(([font, letters]) => document.fonts.load(`1em "${font}"`, letters)));
  render(draw(args, { args } as never) ?? nothing, document.body);
  // The browser reports sizes and what is in view only in its own frames, and on a slow machine late.
  await time.advanceAsync(0);
  await nextFrames(10);
  for (let passed = 0; passed < RUNS_FOR; passed += RUNS_FOR / 12) {
    await time.advanceAsync(RUNS_FOR / 12);
    await nextFrames();
  }
  if (print) dispatchEvent(new Event('beforeprint'));
  await endMotion();
}

/** Ends what moves, and what then begins to move. */
async function endMotion(): Promise<void> {
  for (let round = 0; round < 10; round += 1) {
    const moving = rootsWithin(document).flatMap((root) => root.getAnimations().filter(({ playState }) => playState === 'running'));
    if (moving.length === 0) return;
    for (const animation of moving) end(animation);
    await nextFrames();
  }
  throw new Error('An animation begins again and again.');
}

async function nextFrames(count = 2): Promise<void> {
  for (let frame = 0; frame < count; frame += 1) await new Promise((resolve) => realFrame(resolve));
}

/** Returns a root and the shadow roots within it, whose animations it does not list. */
function rootsWithin(root: Document | ShadowRoot): readonly (Document | ShadowRoot)[] {
  return [root, ...[...root.querySelectorAll('*')].flatMap(({ shadowRoot }) => (shadowRoot ? rootsWithin(shadowRoot) : []))];
}

/** Ends a transition; an animation that never ends stands still at its beginning. */
function end(animation: Animation): void {
  if (animation.effect?.getComputedTiming().endTime === Infinity) {
    animation.pause();
    animation.currentTime = 0;
  } else animation.finish();
}
