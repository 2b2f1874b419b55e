import { DocsContainer } from '@storybook/addon-docs/blocks';
import { createElement, type ComponentProps, type FunctionComponent, type PropsWithChildren, useEffect, useState } from 'react';
import { GLOBALS_UPDATED, SET_GLOBALS } from 'storybook/internal/core-events';
import type { Globals } from 'storybook/internal/types';
import { addons } from 'storybook/preview-api';
import { applyGlobals } from './surroundings.js';
import { dark, light } from './theme.js';

const system = matchMedia('(prefers-color-scheme: dark)');

interface Told {
  readonly globals: Globals;
}

/** The frame of a page to read, in the scheme of the toolbar. */
export const Container: FunctionComponent<PropsWithChildren<ComponentProps<typeof DocsContainer>>> = ({ context, children }) => {
  const [globals, setGlobals] = useState<Globals>(lastGlobals);
  const [isDarkSystem, setDarkSystem] = useState(system.matches);

  useEffect(() => {
    const channel = addons.getChannel();
    const onGlobals = (told: Told): void => setGlobals(told.globals);
    const onScheme = (): void => setDarkSystem(system.matches);
    channel.on(GLOBALS_UPDATED, onGlobals);
    system.addEventListener('change', onScheme);
    return () => {
      channel.off(GLOBALS_UPDATED, onGlobals);
      system.removeEventListener('change', onScheme);
    };
  }, []);

  useEffect(() => applyGlobals(globals), [globals]);

  const scheme: unknown = globals['scheme'];
  const isDark = scheme === 'dark' || (scheme !== 'light' && isDarkSystem);
  return createElement(DocsContainer, { context, theme: isDark ? dark : light }, children);
};

/** What was told before this page began to listen. */
function lastGlobals(): Globals {
  const channel = addons.getChannel();
  const [told] = (channel.last(GLOBALS_UPDATED) ?? channel.last(SET_GLOBALS) ?? []) as readonly (Told | undefined)[];
  return told?.globals ?? {};
}
