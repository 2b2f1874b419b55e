import type { Meta, StoryObj } from '@storybook/web-components-vite';
import '../../components/define/index.js';
import { expectState, settle } from '../expect-state.js';
import { shopParameters } from '../fake-shop.js';
import { renderRecipe } from './recipe.js';
import * as recipes from './recipes.js';

const meta: Meta = {
  title: 'Recipes',
  tags: ['!autodocs'],
  afterEach: settle,
  parameters: shopParameters,
};
export default meta;

type Story = StoryObj;

/** One number that carries a page. */
export const HeroNumber: Story = {
  render: () => renderRecipe(recipes.heroNumber),
  play: async ({ canvasElement }) => void (await expectState(canvasElement, '.hero live-counter', 'live')),
};

/** Four numbers with their last minutes. */
export const KpiRow: Story = {
  name: 'KPI row',
  render: () => renderRecipe(recipes.kpiRow),
  play: async ({ canvasElement }) => void (await expectState(canvasElement, 'live-chart', 'live')),
};

/** Prices that sort by their headings. */
export const TableOfQuotes: Story = {
  render: () => renderRecipe(recipes.tableOfQuotes),
  play: async ({ canvasElement }) => void (await expectState(canvasElement, 'live-ticker', 'live')),
};

/** Counts beside the links of a menu. */
export const AdminSidebar: Story = {
  render: () => renderRecipe(recipes.adminSidebar),
  play: async ({ canvasElement }) => void (await expectState(canvasElement, 'live-feed', 'live')),
};

/** How the service is. */
export const StatusPage: Story = {
  render: () => renderRecipe(recipes.statusPage),
  play: async ({ canvasElement }) => void (await expectState(canvasElement, 'live-chart', 'live')),
};

/** Jobs that share one channel. */
export const JobList: Story = {
  render: () => renderRecipe(recipes.jobList),
  play: async ({ canvasElement }) => void (await expectState(canvasElement, 'live-progress', 'live')),
};

/** What Rails renders, and what becomes of it. */
export const RailsView: Story = {
  render: () => renderRecipe(recipes.railsView),
  play: async ({ canvasElement }) => void (await expectState(canvasElement, 'live-counter', 'live')),
};

/** To be read from across the room. */
export const WallDisplay: Story = {
  render: () => renderRecipe(recipes.wallDisplay),
  play: async ({ canvasElement }) => void (await expectState(canvasElement, 'live-chart', 'live')),
};
