import type { StorybookConfig } from '@storybook/web-components-vite';

interface Channel {
  removeAllListeners(event: string): void;
}

const config: StorybookConfig & { experimental_serverChannel: (channel: Channel) => Channel } = {
  framework: { name: '@storybook/web-components-vite', options: {} },
  stories: ['../stories/**/*.mdx', '../stories/**/*.stories.ts'],
  addons: ['@storybook/addon-docs', '@storybook/addon-a11y'],
  staticDirs: ['./public'],
  // The toolbar sets the colours of the page.
  features: { backgrounds: false, outline: false, sidebarOnboardingChecklist: false },
  core: { disableTelemetry: true, disableWhatsNewNotifications: true, enableCrashReports: false },
  // The dev server still requests news from storybook.js.org, so the page's request gets an empty answer.
  experimental_serverChannel: (channel) => {
    channel.removeAllListeners('requestWhatsNewData');
    return channel;
  },
};
export default config;
