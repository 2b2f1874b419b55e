import type { PauseKind } from '../../src/index.js';
import { keepPreference, type Persist, readPreference } from '../internal/preference.js';

/** A person's last choice. */
type Choice = PauseKind | 'live';

/** Where a choice is kept, and for which scope. */
export interface Memory {
  readonly persist: Persist;
  /** The name of the scope. */
  readonly scope: string;
}

/** Keeps the person's choice for a scope. */
export function remember({ persist, scope }: Memory, choice: Choice): void {
  keepPreference(persist, nameOf(scope), choice);
}

/** Returns the choice that was kept for a scope. */
export function recall({ persist, scope }: Memory): Choice | undefined {
  const choice = readPreference(persist, nameOf(scope));
  return choice === 'freeze' || choice === 'stop' || choice === 'live' ? choice : undefined;
}

/** Returns whether the browser asks to save data. Only Chromium can say so. */
export function isDataSaved(): boolean {
  const { connection } = navigator as Navigator & { readonly connection?: { readonly saveData?: boolean } };
  return connection?.saveData === true;
}

function nameOf(scope: string): string {
  return `cablegram-pause:${scope}`;
}
