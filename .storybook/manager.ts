import { addons, type State } from 'storybook/manager-api';
import { dark, light } from './theme.js';

/** Pages to read and recipes have no controls, so they need no panel. */
const isPage = ({ storyId }: Pick<State, 'storyId'>): boolean => !/^(elements|all-states)/.test(storyId);

/** Follows the system's scheme, also when it changes. */
const system = matchMedia('(prefers-color-scheme: dark)');

function setTheme(): void {
  addons.setConfig({ theme: system.matches ? dark : light });
}

setTheme();
system.addEventListener('change', setTheme);
addons.setConfig({
  sidebar: { showRoots: true },
  layoutCustomisations: { showPanel: (state: State, isShown: boolean) => isShown && !isPage(state) },
});
