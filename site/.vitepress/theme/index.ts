import type { Theme } from 'vitepress';
import DefaultTheme from 'vitepress/theme-without-fonts';
import './look.css';

const theme: Theme = {
  extends: DefaultTheme,
  enhanceApp({ router }) {
    // Only the home page has elements. They need a page, and while the site is built there is none.
    if (import.meta.env.SSR) return;
    router.onAfterRouteChange = () => {
      if (router.route.data.relativePath === 'index.md') void import('../../demo/broken-shop.js');
    };
  },
};
export default theme;
