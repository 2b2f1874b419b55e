import { setCustomElementsManifest, type Decorator, type Preview } from '@storybook/web-components-vite';
import manifest from '../custom-elements.json' with { type: 'json' };
import { tidyArgTypes } from './arg-types.js';

setCustomElementsManifest(manifest);

/** Applies the toolbar's settings to the page: colours, direction and language. */
const surroundings: Decorator = (story, { globals }) => {
  const page = document.documentElement;
  page.style.colorScheme = globals['scheme'] === 'dark' ? 'dark' : 'light';
  page.style.background = 'Canvas';
  page.style.color = 'CanvasText';
  page.dir = globals['direction'] === 'rtl' ? 'rtl' : 'ltr';
  page.lang = String(globals['language'] ?? 'en');
  return story();
};

const preview: Preview = {
  tags: ['autodocs'],
  argTypesEnhancers: [tidyArgTypes],
  decorators: [surroundings],
  globalTypes: {
    scheme: { description: 'Colours', toolbar: { title: 'Colours', icon: 'mirror', items: ['light', 'dark'], dynamicTitle: true } },
    direction: { description: 'Direction', toolbar: { title: 'Direction', icon: 'transfer', items: ['ltr', 'rtl'], dynamicTitle: true } },
    language: { description: 'Language', toolbar: { title: 'Language', icon: 'globe', items: ['en', 'de'], dynamicTitle: true } },
  },
  initialGlobals: { scheme: 'light', direction: 'ltr', language: 'en' },
  parameters: {
    a11y: { test: 'error' },
    controls: { expanded: true },
  },
};
export default preview;
