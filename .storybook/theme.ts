import type { ThemeVars } from 'storybook/theming';
import { create } from 'storybook/theming/create';

/** The face of the look, with what the system has. No font is loaded. */
const fonts = {
  fontBase: 'ui-sans-serif, system-ui, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", "DejaVu Sans", sans-serif',
  fontCode: 'ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace',
};

const shape = { appBorderRadius: 8, inputBorderRadius: 6 };

/** The catalogue's colours by day. They are the tokens of the elements, in hexadecimal, since Storybook computes with them. */
export const light: ThemeVars = create({
  base: 'light',
  brandTitle: 'cablegram',
  brandUrl: '?path=/story/welcome--welcome',
  brandImage: './cablegram.svg',
  brandTarget: '_self',
  ...fonts,
  ...shape,
  colorPrimary: '#3457d5',
  colorSecondary: '#3457d5',
  appBg: '#f8f9fb',
  appContentBg: '#ffffff',
  appPreviewBg: '#ffffff',
  appBorderColor: '#e2e4ea',
  textColor: '#1a1d26',
  textMutedColor: '#545866',
  barBg: '#ffffff',
  barTextColor: '#545866',
  barSelectedColor: '#3457d5',
  barHoverColor: '#3457d5',
  inputBg: '#ffffff',
  inputBorder: '#cfd2db',
  inputTextColor: '#1a1d26',
  booleanBg: '#eceef3',
  booleanSelectedBg: '#ffffff',
});

/** The catalogue's colours by night. */
export const dark: ThemeVars = create({
  base: 'dark',
  brandTitle: 'cablegram',
  brandUrl: '?path=/story/welcome--welcome',
  brandImage: './cablegram-dark.svg',
  brandTarget: '_self',
  ...fonts,
  ...shape,
  colorPrimary: '#8aa9ff',
  colorSecondary: '#4f74e8',
  appBg: '#0f1219',
  appContentBg: '#161a23',
  appPreviewBg: '#161a23',
  appBorderColor: '#2a2f3b',
  textColor: '#eef0f4',
  textMutedColor: '#a7acb9',
  barBg: '#161a23',
  barTextColor: '#a7acb9',
  barSelectedColor: '#8aa9ff',
  barHoverColor: '#8aa9ff',
  inputBg: '#0f1219',
  inputBorder: '#3a4050',
  inputTextColor: '#eef0f4',
  booleanBg: '#0f1219',
  booleanSelectedBg: '#2a2f3b',
});
