import { type AttributeReader, UNREADABLE } from './converters.js';

/** A key with its modifiers. */
export interface Hotkey {
  /** As `KeyboardEvent.key` names it, in lower case. */
  readonly key: string;
  readonly alt: boolean;
  readonly control: boolean;
  readonly meta: boolean;
  readonly shift: boolean;
  /** As `aria-keyshortcuts` writes it: `Alt+P`. */
  readonly text: string;
}

const MODIFIERS = ['Alt', 'Control', 'Meta', 'Shift'] as const;

/** A key in the notation of `aria-keyshortcuts`, such as `Alt+P`. */
export const hotkeyAttribute: AttributeReader<Hotkey | undefined> = {
  fallback: undefined,
  expected: 'a key such as Alt+P',
  fromAttribute: (text) => text,
  read(value) {
    if (value === '') return undefined;
    return (typeof value === 'string' ? hotkeyIn(value) : isHotkey(value) ? value : undefined) ?? UNREADABLE;
  },
};

/** Returns whether a key was pressed for a hotkey: not while the person types, and not as a repetition. */
export function isPressed(hotkey: Hotkey, event: KeyboardEvent): boolean {
  const { key, code, altKey, ctrlKey, metaKey, shiftKey, repeat, isComposing, defaultPrevented } = event;
  if (repeat || isComposing || defaultPrevented || isTyping(event)) return false;
  // With Alt, macOS writes another character than the one on the key.
  const isKey = key.toLowerCase() === hotkey.key || code === `Key${hotkey.key.toUpperCase()}`;
  return isKey && altKey === hotkey.alt && ctrlKey === hotkey.control && metaKey === hotkey.meta && shiftKey === hotkey.shift;
}

function isTyping(event: Event): boolean {
  const [target] = event.composedPath();
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.matches('input, textarea, select, [role="textbox"]');
}

function hotkeyIn(text: string): Hotkey | undefined {
  const names = text.split('+').map((name) => name.trim());
  const key = names.pop() ?? '';
  const modifiers = new Set(names.map((name) => MODIFIERS.find((each) => each.toLowerCase() === name.toLowerCase())));
  if (modifiers.has(undefined) || !/^(.|[a-z][a-z0-9]+)$/i.test(key)) return undefined;
  return {
    key: key.toLowerCase() === 'space' ? ' ' : key.toLowerCase(),
    alt: modifiers.has('Alt'),
    control: modifiers.has('Control'),
    meta: modifiers.has('Meta'),
    shift: modifiers.has('Shift'),
    text: [...MODIFIERS.filter((each) => modifiers.has(each)), key.length === 1 ? key.toUpperCase() : key].join('+'),
  };
}

function isHotkey(value: unknown): value is Hotkey {
  return typeof value === 'object' && value !== null && 'key' in value && 'text' in value;
}
