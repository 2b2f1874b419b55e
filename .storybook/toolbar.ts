import type { Preview } from '@storybook/web-components-vite';
import { networks } from '../stories/network.js';

/** The languages that the elements speak, each registered by its module. */
const translations = import.meta.glob<Readonly<Record<string, { readonly $code: string; readonly $name: string }>>>(
  ['../components/translations/*.ts', '!**/translation.ts'],
  { eager: true },
);

const languages = Object.values(translations)
  .flatMap((module) => Object.values(module))
  .filter(({ $code }) => typeof $code === 'string')
  .map(({ $code, $name }) => ({ value: $code, title: $name, right: $code }))
  .sort((one, other) => Number(other.value === 'en') - Number(one.value === 'en') || one.value.localeCompare(other.value));

interface Choice {
  readonly value: string;
  readonly title: string;
  readonly right?: string;
}

type Menus = NonNullable<Preview['globalTypes']>;
type Menu = Menus[string];
type Icon = NonNullable<NonNullable<Menu['toolbar']>['icon']>;

/** A menu that is quiet while its first choice, the usual one, is in force. */
function menu(description: string, icon: Icon, [usual, ...others]: readonly Choice[], title?: string): Menu {
  return {
    description,
    toolbar: {
      icon,
      ...(title !== undefined && { title }),
      preventDynamicIcon: true,
      items: [...others, { ...usual, type: 'reset' as const }],
    },
  };
}

/** The menus of the toolbar. */
export const globalTypes: Menus = {
  network: menu(
    'What the network does',
    'lightning',
    Object.entries(networks).map(([value, network]) => ({ value, ...network })),
    'Network',
  ),
  scheme: menu('Colour scheme', 'mirror', [
    { value: 'system', title: 'Scheme of the system' },
    { value: 'light', title: 'Light' },
    { value: 'dark', title: 'Dark' },
  ]),
  language: menu('Language', 'globe', languages),
  direction: menu('Direction', 'transfer', [
    { value: 'ltr', title: 'Left to right' },
    { value: 'rtl', title: 'Right to left' },
  ]),
  density: menu('Density', 'component', [
    { value: 'comfortable', title: 'Comfortable' },
    { value: 'compact', title: 'Compact' },
  ]),
  motion: menu('Motion', 'play', [
    { value: 'system', title: 'Motion of the system' },
    { value: 'reduced', title: 'Reduced motion' },
  ]),
  colours: menu('Colours', 'contrast', [
    { value: 'own', title: 'Own colours' },
    { value: 'forced', title: 'Forced colours', right: 'emulated' },
  ]),
};

export const initialGlobals: Readonly<Record<string, string>> = {
  network: 'story',
  scheme: 'system',
  language: 'en',
  direction: 'ltr',
  density: 'comfortable',
  motion: 'system',
  colours: 'own',
};

/** The widths of the toolbar. */
export const viewports = {
  phone: { name: 'Small phone', styles: { width: '320px', height: '640px' }, type: 'mobile' },
  large: { name: 'Phone', styles: { width: '390px', height: '844px' }, type: 'mobile' },
  tablet: { name: 'Tablet', styles: { width: '768px', height: '1024px' }, type: 'tablet' },
  laptop: { name: 'Laptop', styles: { width: '1280px', height: '800px' }, type: 'desktop' },
} as const;
