/** Who orders. Some names hold what careless pages take for markup. */
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

/** What is printed, with the price of one copy in cents. */
export const TITLES = [
  { title: 'Field Notes', price: 480 },
  { title: 'Atlas of Rivers', price: 3900 },
  { title: 'Winter Poems', price: 1450 },
  { title: 'City Map', price: 320 },
  { title: 'The Long Way Home', price: 1890 },
  { title: 'Bread & Salt', price: 2450 },
  { title: 'A Grammar of Birds', price: 2790 },
  { title: 'Tide Tables', price: 950 },
] as const;

/** Why an export fails. */
export const FAILURES = ['font missing', 'image below 300 dpi', 'spine too narrow', 'colour profile not embedded'] as const;

/** What a cover is bound as. */
export const BINDINGS = ['hardback', 'paperback', 'spiral'] as const;

/** Shares, made up like everything here, with their opening price in cents. */
export const SHARES = [
  { symbol: 'ACME', price: 19231 },
  { symbol: 'GLBX', price: 4806 },
  { symbol: 'INTC', price: 3390 },
  { symbol: 'PAPR', price: 1274 },
  { symbol: 'INKS', price: 8845 },
  { symbol: 'BIND', price: 612 },
] as const;
