import { setCustomElementsManifest, type Decorator, type Preview } from '@storybook/web-components-vite';
import { configure } from 'storybook/test';
import manifest from '../custom-elements.json' with { type: 'json' };
import { tidyArgTypes } from './arg-types.js';
import { Container } from './docs-container.js';
import { ElementPage } from './element-page.js';
import { applyGlobals } from './surroundings.js';
import { globalTypes, initialGlobals, viewports } from './toolbar.js';

setCustomElementsManifest(manifest);

// How long a play function waits for what a story shows, in ms. A second is not enough on a busy machine.
configure({ asyncUtilTimeout: 15_000 });

const surroundings: Decorator = (story, { globals }) => {
  applyGlobals(globals);
  return story();
};

const preview: Preview = {
  tags: ['autodocs'],
  argTypesEnhancers: [tidyArgTypes],
  decorators: [surroundings],
  globalTypes,
  initialGlobals,
  parameters: {
    a11y: { test: 'error' },
    controls: { expanded: true },
    docs: { page: ElementPage, container: Container },
    viewport: { options: viewports },
    options: {
      storySort: { order: ['Welcome', 'Which element when', 'Theming', 'Break it', 'Recipes', 'Elements', 'All states of all elements'] },
    },
  },
};
export default preview;
