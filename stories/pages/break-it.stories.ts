import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { expect, userEvent, waitFor, within } from 'storybook/test';
import '../../components/define/index.js';
import { BreakIt as BreakItElement } from '../break-it/break-it.js';
import { expectState } from '../expect-state.js';
import { shopParameters } from '../fake-shop.js';
import { page } from '../page.js';

const meta: Meta = {
  title: 'Break it',
  tags: ['!autodocs'],
  parameters: shopParameters,
};
export default meta;

/** The client that Rails ships and cablegram follow the same stand-in server. The reader breaks the connection, and both show what they know. */
export const BreakIt: StoryObj = {
  name: 'Break it',
  render: () =>
    page(
      'Break it',
      'Both clients follow one server, over the same kind of socket. Break the connection and watch what each of them shows, and what it claims.',
      html`<div>${new BreakItElement()}</div>`,
      html`<section>
        <h2>What you see</h2>
        <p class="text">
          The server stands in for Rails: it speaks Action Cable and never leaves this page. The stock client is the package
          <code>@rails/actioncable</code>, used as the Rails guide says. cablegram runs with its defaults, a <code>snapshot</code>, a
          running number (<code>seq</code>) and polling as its second transport. <strong>Wrong and silent</strong> counts the seconds in
          which a client showed an old number and said that all was well.
        </p>
      </section>`,
    ),
  play: async ({ canvasElement }) => {
    // A person breaks it by hand.
    if (!navigator.webdriver) return;
    const canvas = within(canvasElement);
    const badge = await expectState(canvasElement, 'live-status', 'live');
    await waitFor(() => expect(canvas.getByText('Connected')).toBeVisible());
    await userEvent.click(canvas.getByRole('button', { name: 'Cut the socket' }));
    await waitFor(() => expect(canvas.getByText('Disconnected')).toBeVisible());
    // The counter may stay live throughout: the waits before the three attempts are drawn by lot, and polling may begin before a loss is shown.
    await waitFor(() => expect(badge.matches(':state(polling)')).toBe(true));
    await userEvent.click(canvas.getByRole('button', { name: 'All is well' }));
    // The way back to the socket may take longer than a test should.
    await expectState(canvasElement, 'live-counter', 'live');
  },
};
