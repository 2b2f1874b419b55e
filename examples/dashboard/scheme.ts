const SCHEMES = ['system', 'light', 'dark'] as const;
type Scheme = (typeof SCHEMES)[number];

const WORDS: Readonly<Record<Scheme, string>> = { system: 'as the system', light: 'light', dark: 'dark' };
const KEPT_AS = 'colours';

/** Lets a person choose light, dark or the system's colours, and remembers the choice in this browser. */
export function offerSchemes(): void {
  const button = document.querySelector('#scheme');
  let scheme = kept();
  function show(): void {
    document.documentElement.dataset['scheme'] = scheme;
    button?.setAttribute('aria-label', `Colours: ${WORDS[scheme]}`);
    button?.setAttribute('title', `Colours: ${WORDS[scheme]}`);
  }
  button?.addEventListener('click', () => {
    scheme = SCHEMES[(SCHEMES.indexOf(scheme) + 1) % SCHEMES.length] ?? 'system';
    keep(scheme);
    show();
  });
  show();
}

function kept(): Scheme {
  try {
    const word = localStorage.getItem(KEPT_AS);
    return SCHEMES.find((scheme) => scheme === word) ?? 'system';
  } catch {
    // Storage may be blocked; then the choice lasts as long as the page.
    return 'system';
  }
}

function keep(scheme: Scheme): void {
  try {
    localStorage.setItem(KEPT_AS, scheme);
  } catch {
    // Storage may be blocked, as above.
  }
}
