/** Formats instants for the page's own lines. */
export const clock: Intl.DateTimeFormat = new Intl.DateTimeFormat('en-GB', { hour: 'numeric', minute: '2-digit', second: '2-digit' });
