import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, nothing, type TemplateResult } from 'lit';
import '../components/define/index.js';
import { expectState, expectText, settle } from './expect-state.js';
import { type Scene, sceneControl, shopParameters } from './fake-shop.js';

interface Args {
  scene: Scene;
  variant: 'faces' | 'count';
  label: string;
}

const meta: Meta<Args> = {
  title: 'Elements/live-presence',
  component: 'live-presence',
  args: { scene: 'live', variant: 'faces', label: '' },
  argTypes: { scene: sceneControl('live', 'reconnecting', 'refused', 'dialling', 'without-presence') },
  afterEach: settle,
  parameters: shopParameters,
  render: ({ scene, variant, label }) => html`
    <fake-shop scene=${scene}>
      <div class="card narrow">
        <live-presence channel="WorkshopChannel" variant=${variant} label=${label || nothing}></live-presence>
      </div>
    </fake-shop>
  `,
};
export default meta;

type Story = StoryObj<Args>;

const scenes: readonly (readonly [scene: Scene, title: string, channel?: string])[] = [
  ['live', 'Live'],
  ['live', 'Nobody', 'YardChannel'],
  ['dialling', 'Connecting'],
  ['paused', 'Paused'],
  ['reconnecting', 'Reconnecting'],
  ['offline', 'Offline'],
  ['refused', 'Refused: nobody is signed in'],
  ['live', 'Rejected: the server refused the channel', 'LockedChannel'],
  ['without-presence', 'The server has no presence'],
];

/** Faces and number, side by side. */
function row(title: string, faces: TemplateResult, count: TemplateResult, scene: Scene = 'live'): TemplateResult {
  return html`<fake-shop scene=${scene}>
    <h2>${title}</h2>
    <div class="cards">
      <div class="card">${faces}</div>
      <div class="card">${count}</div>
    </div>
  </fake-shop>`;
}

function sceneRow(scene: Scene, title: string, channel = 'WorkshopChannel'): TemplateResult {
  return row(
    title,
    html`<live-presence channel=${channel}></live-presence>`,
    html`<live-presence channel=${channel} variant="count"></live-presence>`,
    scene,
  );
}

/** Five faces, and how many more are here. */
export const Faces: Story = { play: async ({ canvasElement }) => void (await expectState(canvasElement, 'live-presence', 'live')) };

/** The number alone. */
export const Count: Story = { ...Faces, args: { variant: 'count', label: 'In the workshop' } };

/** The connection is lost: everybody stays, hollow, with the time. */
export const Reconnecting: Story = {
  args: { scene: 'reconnecting' },
  play: async ({ canvasElement }) => void (await expectState(canvasElement, 'live-presence', 'reconnecting')),
};

/** Every state, as faces and as the number. */
export const States: Story = {
  render: () => html`${scenes.map(([scene, title, channel]) => sceneRow(scene, title, channel))}`,
  play: async ({ canvasElement }) => {
    await expectState(canvasElement, '[scene="live"] live-presence', 'live');
    await expectState(canvasElement, 'live-presence[channel="YardChannel"]', 'empty');
    await expectState(canvasElement, '[scene="dialling"] live-presence', 'connecting');
    await expectState(canvasElement, '[scene="paused"] live-presence', 'paused');
    await expectState(canvasElement, '[scene="reconnecting"] live-presence', 'reconnecting');
    await expectState(canvasElement, '[scene="offline"] live-presence', 'offline');
    await expectState(canvasElement, '[scene="refused"] live-presence', 'failed');
    await expectState(canvasElement, 'live-presence[channel="LockedChannel"]', 'rejected');
    const without = await expectState(canvasElement, '[scene="without-presence"] live-presence', 'failed');
    await expectText(without, /Presence is not available/);
  },
};

/** Only this page, which joins by its `presence-id`; one other person; as many as there is room for; and more than that. */
export const HowMany: Story = {
  name: 'How many',
  render: () => html`
    ${row(
      'Only you',
      html`<live-presence channel="YardChannel" presence-id="me" .info=${{ name: 'You' }}></live-presence>`,
      html`<live-presence channel="YardChannel" variant="count"></live-presence>`,
    )}
    ${sceneRow('live', 'One', 'BinderyChannel')}
    ${row(
      'All of them: `max="7"`',
      html`<live-presence channel="WorkshopChannel" max="7"></live-presence>`,
      html`<live-presence channel="WorkshopChannel" variant="count" label="In the workshop"></live-presence>`,
    )}
    ${row(
      'Two of them: `max="2"`, without a label',
      html`<live-presence channel="WorkshopChannel" max="2" without-label></live-presence>`,
      html`<live-presence channel="WorkshopChannel" variant="count" without-label></live-presence>`,
    )}
  `,
  play: async ({ canvasElement }) => {
    await expectText(await expectState(canvasElement, 'live-presence[presence-id]', 'live'), /You/);
    await expectText(await expectState(canvasElement, 'live-presence[max="2"]', 'live'), /\+5/);
  },
};

/** Every client says its own name: Arabic, very long, markup, signs that turn the direction, piled accents, an emoji, blanks, and no text at all. */
export const Names: Story = {
  render: () =>
    row(
      'Names as they come',
      html`<live-presence channel="StreetChannel" max="50"></live-presence>`,
      html`<live-presence channel="StreetChannel" variant="count"></live-presence>`,
    ),
  play: async ({ canvasElement }) => {
    const here = await expectState(canvasElement, 'live-presence', 'live');
    await expectText(here, /<img src=x onerror=alert\(1\)>/);
    await expectText(here, /Guest/);
  },
};
