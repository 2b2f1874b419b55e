/** Writes instants as the page's own lines have them. */
export const clock: Intl.DateTimeFormat = new Intl.DateTimeFormat('en-GB', { hour: 'numeric', minute: '2-digit', second: '2-digit' });
