import type { Theme } from 'vitepress';
import DefaultTheme from 'vitepress/theme-without-fonts';
import './look.css';

const theme: Theme = {
  extends: DefaultTheme,
  enhanceApp() {
    // Elements need a page. While the site is built there is none.
    if (!import.meta.env.SSR) void import('../../demo/broken-shop.js');
  },
};
export default theme;
