import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, nothing, type TemplateResult } from 'lit';
import { expect, waitFor } from 'storybook/test';
import '../components/define/index.js';
import type { LiveNotice } from '../components/index.js';
import { expectState, settle } from './expect-state.js';
import { type Scene, sceneControl, shopParameters } from './fake-shop.js';

interface Args {
  scene: Scene;
  position: string;
  max: number;
  duration: string;
  withSystem: boolean;
  template?: TemplateResult;
}

const POSITIONS = ['top-start', 'top', 'top-end', 'bottom-start', 'bottom', 'bottom-end', 'inline'];

const meta: Meta<Args> = {
  title: 'Elements/live-notice',
  component: 'live-notice',
  args: { scene: 'live', position: 'bottom-end', max: 4, duration: '0', withSystem: false },
  argTypes: {
    scene: sceneControl('live', 'paused', 'waiting', 'reconnecting', 'offline', 'refused', 'gap'),
    position: { control: 'select', options: POSITIONS },
    withSystem: { control: 'boolean', name: 'with-system' },
  },
  afterEach: settle,
  parameters: {
    ...shopParameters,
    docs: {
      ...shopParameters.docs,
      description: {
        component:
          'Messages of a channel as short notices that come, can be read, and go. The button counts those that were missed and opens their list.',
      },
      story: { inline: false, height: '420px' },
    },
  },
  render: ({ scene, position, max, duration, withSystem, template }) => html`
    <fake-shop scene=${scene}>
      <div class="card">
        <div class="bar">
          <b>Print shop</b>
          <live-notice channel="NoticeChannel" position=${position} max=${max} duration=${duration} ?with-system=${withSystem}>
            ${template ?? nothing}
          </live-notice>
        </div>
      </div>
    </fake-shop>
  `,
};
export default meta;

type Story = StoryObj<Args>;

async function noticeIn(canvas: HTMLElement, state: string): Promise<LiveNotice> {
  await expectState(canvas, 'live-notice', state);
  const element = canvas.querySelector('live-notice');
  if (!element) throw new Error('There is no <live-notice>.');
  return element;
}

async function shown(canvas: HTMLElement, count: number): Promise<LiveNotice> {
  const element = await noticeIn(canvas, 'showing');
  await waitFor(() => expect(element.shadowRoot?.querySelectorAll('[part="notices"] > *').length).toBe(count));
  return element;
}

/** One notice of each severity. Each has a shape, a colour and, if it is serious, a word. */
export const Severities: Story = { play: async ({ canvasElement }) => void (await shown(canvasElement, 4)) };

/** Notices go after eight seconds, and danger stays. Point at them, and none goes. */
export const Coming: Story = {
  args: { duration: '8s', max: 3 },
  play: async ({ canvasElement }) => void (await shown(canvasElement, 3)),
};

/** More notices than there is room for: the least serious have given way, and a button opens the list. */
export const More: Story = {
  args: { max: 2 },
  play: async ({ canvasElement }) => {
    const element = await shown(canvasElement, 2);
    await expect(element.shadowRoot?.querySelector('[part="more"]')?.textContent).toBe('2 more');
  },
};

/** The list of the notices that were not dismissed, with the switch for system notifications. */
export const List: Story = {
  args: { withSystem: true },
  play: async ({ canvasElement }) => {
    const element = await shown(canvasElement, 4);
    element.openList();
    await expectState(canvasElement, 'live-notice', 'open');
  },
};

/** Nothing has happened yet. */
export const Empty: Story = {
  args: { scene: 'waiting' },
  play: async ({ canvasElement }) => {
    const element = await noticeIn(canvasElement, 'waiting');
    element.openList();
    await expectState(canvasElement, 'live-notice', 'open');
  },
};

/** The person paused updates: the notices stay, and new ones wait. */
export const Paused: Story = {
  args: { scene: 'paused', duration: '8s' },
  play: async ({ canvasElement }) => void (await expectState(canvasElement, 'live-notice', 'paused')),
};

/** The connection was lost: the button and the list say so, and since when. */
export const Reconnecting: Story = {
  args: { scene: 'reconnecting' },
  play: async ({ canvasElement }) => {
    const element = await noticeIn(canvasElement, 'reconnecting');
    element.openList();
    await expectState(canvasElement, 'live-notice', 'open');
  },
};

/** There is no network. */
export const Offline: Story = {
  args: { scene: 'offline' },
  play: async ({ canvasElement }) => void (await expectState(canvasElement, 'live-notice', 'offline')),
};

/** The connection was lost for a moment: the list says that some may be missing. */
export const Gap: Story = {
  args: { scene: 'gap' },
  play: async ({ canvasElement }) => {
    const element = await shown(canvasElement, 4);
    element.openList();
    await expectState(canvasElement, 'live-notice', 'open');
  },
};

/** Nobody is signed in. */
export const Refused: Story = {
  args: { scene: 'refused' },
  play: async ({ canvasElement }) => void (await expectState(canvasElement, 'live-notice', 'failed')),
};

/** In the page, below the button. */
export const Inline: Story = {
  args: { position: 'inline' },
  play: async ({ canvasElement }) => void (await shown(canvasElement, 4)),
};

/** At the top, in the middle. */
export const Top: Story = {
  args: { position: 'top', max: 2 },
  play: async ({ canvasElement }) => void (await shown(canvasElement, 2)),
};

/** The page's own template, styled by the page. */
export const WithTemplate: Story = {
  args: {
    max: 2,
    template: html`<template
      ><p style="margin: 0"><b>{{title}}</b> · <i>{{message}}</i></p></template
    >`,
  },
  play: async ({ canvasElement }) => void (await shown(canvasElement, 2)),
};
