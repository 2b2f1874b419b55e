import type { ComplexAttributeConverter } from 'lit';
import { warnOnce } from '../internal/warn-once.js';

/** Reads the name of a time zone; one that the browser does not know counts as absent, and the page's author is told. */
export const timeZoneAttribute: ComplexAttributeConverter<string | undefined> = {
  fromAttribute(text) {
    if (!text) return undefined;
    try {
      return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone;
    } catch {
      warnOnce(`time-zone="${text.slice(0, 80)}" is no time zone; the person's own is taken.`);
      return undefined;
    }
  },
};
