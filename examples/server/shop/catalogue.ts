/** A product. `price` is for one copy, in cents. */
export interface Title {
  readonly title: string;
  readonly price: number;
}

/** A share, invented like everything here. `price` is its opening price, in cents. */
export interface Share {
  readonly symbol: string;
  readonly price: number;
}

/** Customers. Some names contain what careless pages would take for markup. */
export const CUSTOMERS = [
  'Ana Duarte',
  'Jörg Müller',
  'Łucja Nowak',
  "O'Brien & Sons",
  'Atelier <Zwölf>',
  'Mei Tanaka',
  'Samir Haddad',
  'Ingrid Solberg',
  'Priya Raman',
  'Librairie du Canal',
] as const;

/** Products. */
export const TITLES: readonly [Title, ...Title[]] = [
  { title: 'Field Notes', price: 480 },
  { title: 'Atlas of Rivers', price: 3900 },
  { title: 'Winter Poems', price: 1450 },
  { title: 'City Map', price: 320 },
  { title: 'The Long Way Home', price: 1890 },
  { title: 'Bread & Salt', price: 2450 },
  { title: 'A Grammar of Birds', price: 2790 },
  { title: 'Tide Tables', price: 950 },
];

/** Why an export fails. */
export const FAILURES = ['font missing', 'image below 300 dpi', 'spine too narrow', 'colour profile not embedded'] as const;

/** Bindings of a cover. */
export const BINDINGS = ['hardback', 'paperback', 'spiral'] as const;

/** Shares. */
export const SHARES: readonly [Share, ...Share[]] = [
  { symbol: 'ACME', price: 19231 },
  { symbol: 'GLBX', price: 4806 },
  { symbol: 'INTC', price: 3390 },
  { symbol: 'PAPR', price: 1274 },
  { symbol: 'INKS', price: 8845 },
  { symbol: 'BIND', price: 612 },
];
