/** In what a story is looked at. */
export interface Mode {
  readonly width?: number;
  readonly dir?: 'rtl';
  readonly media?: 'print';
  readonly features?: Readonly<Record<string, string>>;
}

/** The mode in which every story is looked at. */
export const LIGHT: Mode = {};

/** The modes in which some stories are looked at too. */
const FURTHER: Readonly<Record<string, Mode>> = {
  dark: { features: { 'prefers-color-scheme': 'dark' } },
  narrow: { width: 320 },
  rtl: { dir: 'rtl' },
  forced: { features: { 'forced-colors': 'active' } },
  reduced: { features: { 'prefers-reduced-motion': 'reduce' } },
  print: { media: 'print' },
};

/** For each element, the story that shows most of it. */
const IN_EVERY_MODE = [
  'live-chart/Gap',
  'live-counter/States',
  'live-feed/Gap',
  'live-notice/Severities',
  'live-pause/Paused',
  'live-presence/States',
  'live-progress/AllStates',
  'live-status/WithDetails',
  'live-ticker/Table',
];

/** Stories that show what another mode must not lose, and that mode. */
const IN_SOME_MODES: Readonly<Record<string, readonly string[]>> = {
  'live-chart/HeatWithAGap': ['forced'],
};

/** Returns the modes in which a story is looked at besides light, by name. */
export function furtherModesOf(id: string): readonly (readonly [name: string, mode: Mode])[] {
  const names = IN_EVERY_MODE.includes(id) ? Object.keys(FURTHER) : (IN_SOME_MODES[id] ?? []);
  return Object.entries(FURTHER).filter(([name]) => names.includes(name));
}
