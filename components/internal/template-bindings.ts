import { readInstant, readPath } from '../../src/index.js';
import { isoTime } from './item-times.js';
import { safeUrl } from './safe-url.js';
import { textOf } from './text-at.js';

/** Where the paths of a template lead: in a message, or in an entry of a list. */
export interface Scope {
  readonly valueAt: (path: string) => unknown;
}

/** What the bindings of one template share. */
export interface Checks {
  /** The mistakes of the template, as sentences. Bounded by the template. */
  readonly mistakes: Set<string>;
  /** How many times in a row a path led nowhere, by the attribute; `NaN` once it led somewhere. */
  readonly missed: Map<string, number>;
}

/** Writes the values of a scope into a part of the page. */
export interface Binding {
  readonly write: (scope: Scope) => void;
}

/** The attributes of conditions and lists. */
export const IF = 'live-if';
export const EACH = 'live-each';

/** How many entries of a list are shown. */
const MOST_ENTRIES = 500;

/** An optional field may be missing in some bodies. A path that the first bodies all lack is a mistake. */
const MOST_MISSED = 3;

const PLACEHOLDER = /\{\{\s*([^{}]*?)\s*\}\}/g;

/** A dot path, after any number of `../`. */
const PATH = /^(\.\.\/)*[^\s!<>=&|(){}"'/]+$/;

/** The elements and attributes in which a text cannot run, restyle or embed anything. */
const SAFE = /^((a|area) href|(img|audio|video|source|track) src|\S+ (alt|title|datetime|class|aria-\S+|data-\S+))$/;

/** Returns the paths of all placeholders below a node. */
export function pathsIn(root: ParentNode & Node): readonly string[] {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  const patterns: string[] = [];
  while (walker.nextNode()) {
    const { currentNode: node } = walker;
    if (node instanceof Element) patterns.push(...[...node.attributes].map(({ value }) => value));
    else patterns.push(node.nodeValue ?? '');
  }
  return patterns.flatMap((pattern) => [...pattern.matchAll(PLACEHOLDER)].map(([, path = '']) => path));
}

/**
 * Finds the placeholders, conditions and lists of an element, and writes nothing into them.
 *
 * An element with both attributes is repeated, and each entry has the condition.
 */
export function bindElement(element: Element, checks: Checks): Binding {
  const each = take(element, EACH);
  if (each !== undefined) return bindList(element, each, checks);
  const condition = take(element, IF);
  if (condition !== undefined) return bindCondition(element, condition, checks);
  const attributes = [...element.attributes].filter(({ value }) => value.includes('{{'));
  return together([...attributes.map(({ name, value }) => bindAttribute(element, name, value, checks)), bind(element, checks)]);
}

function bind(root: ParentNode & Node, checks: Checks): Binding {
  const bindings: Binding[] = [];
  for (const node of [...root.childNodes]) {
    if (node instanceof Element) bindings.push(bindElement(node, checks));
    else bindings.push(...bindText(node));
  }
  return together(bindings);
}

function bindText(node: Node): readonly Binding[] {
  const pattern = node.nodeType === Node.TEXT_NODE ? (node.nodeValue ?? '') : '';
  return pattern.includes('{{') ? [patternBinding(pattern, (text) => writeText(node, text))] : [];
}

function bindAttribute(element: Element, name: string, pattern: string, { mistakes }: Checks): Binding {
  const isSafe = SAFE.test(`${element.localName} ${name}`);
  if (!isSafe) mistakes.add(`A template may not bind ${name} of <${element.localName}>; the attribute is left out.`);
  return patternBinding(pattern, (text) => writeAttribute(element, name, isSafe ? text : ''));
}

function patternBinding(pattern: string, write: (text: string) => void): Binding {
  write('');
  return { write: ({ valueAt }) => write(pattern.replace(PLACEHOLDER, (_, path: string) => textOf(valueAt(path)))) };
}

/** Keeps the element in the page only while its condition holds. It stays the same element. */
function bindCondition(element: Element, condition: string, checks: Checks): Binding {
  const place = replaceByPlace(element);
  const isNegated = condition.startsWith('!');
  const path = condition.replace(/^!\s*/, '');
  const attribute = `${IF}="${condition}"`;
  if (!isPath(path, attribute, checks)) return together([]);
  const { write } = bindElement(element, checks);
  return {
    write(scope) {
      const value = scope.valueAt(path);
      note(value !== undefined, attribute, checks);
      if (isSomething(value) === isNegated) {
        element.remove();
        return;
      }
      write(scope);
      if (element.nextSibling !== place) place.before(element);
    },
  };
}

/** Repeats the element for each entry of a list, in its order. The first entry keeps the first element, and so on. */
function bindList(pattern: Element, path: string, checks: Checks): Binding {
  const place = replaceByPlace(pattern);
  const attribute = `${EACH}="${path}"`;
  if (!isPath(path, attribute, checks)) return together([]);
  const rows: Row[] = [];
  return {
    write(scope) {
      const value = scope.valueAt(path);
      note(value !== undefined, attribute, checks);
      const list: readonly unknown[] = Array.isArray(value) ? value : [];
      if (value !== undefined && value !== null && !Array.isArray(value))
        checks.mistakes.add(
          `${attribute} of a template needs a list, but the body has ${typeof value === 'object' ? 'an object' : `a ${typeof value}`} there.`,
        );
      if (list.length > MOST_ENTRIES)
        checks.mistakes.add(`${attribute} of a template shows only the first ${MOST_ENTRIES} entries of a longer list.`);
      const entries = list.slice(0, MOST_ENTRIES);
      for (const row of rows.splice(entries.length)) row.remove();
      entries.forEach((entry, index) => {
        const entryScope = scopeOf(entry, scope);
        const row = rows[index];
        if (row) row.write(entryScope);
        else rows.push(makeRow(pattern, place, entryScope, checks));
      });
    },
  };
}

/** What is shown for an entry of a list. */
interface Row extends Binding {
  readonly remove: () => void;
}

/** Makes the row of an entry and inserts it once it is filled, so that nothing is fetched before its URL is known. */
function makeRow(pattern: Element, place: ChildNode, scope: Scope, checks: Checks): Row {
  const fragment = pattern.ownerDocument.createDocumentFragment();
  const element = pattern.cloneNode(true) as Element;
  fragment.append(element);
  const { write } = bind(fragment, checks);
  // The element, or the place of one with a condition.
  const { firstChild: first } = fragment;
  write(scope);
  place.before(fragment);
  return {
    write,
    remove() {
      element.remove();
      first?.remove();
    },
  };
}

/** The paths of an entry begin in it; `../` leads to what is around the list. `value` is the entry itself if the entry has no `value`. */
function scopeOf(entry: unknown, around: Scope): Scope {
  return {
    valueAt(path) {
      if (path.startsWith('../')) return around.valueAt(path.slice(3));
      const found = readPath(entry, path);
      return path === 'value' ? (found ?? entry) : found;
    },
  };
}

/** As in JavaScript, except that an empty list is nothing. */
function isSomething(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : Boolean(value);
}

function isPath(path: string, attribute: string, { mistakes }: Checks): boolean {
  if (PATH.test(path)) return true;
  mistakes.add(`${attribute} of a template is no path such as actor.name, so its element is left out.`);
  return false;
}

/** Reports a path that the first bodies all lack. A server sends `null` or an empty list for what an item has not. */
function note(isFound: boolean, attribute: string, { mistakes, missed }: Checks): void {
  const count = isFound ? NaN : (missed.get(attribute) ?? 0) + 1;
  missed.set(attribute, count);
  if (count === MOST_MISSED) mistakes.add(`${attribute} of a template names nothing that the first ${MOST_MISSED} bodies have.`);
}

/** Reads and removes an attribute. */
function take(element: Element, name: string): string | undefined {
  const value = element.getAttribute(name);
  element.removeAttribute(name);
  return value?.trim();
}

/** Puts a comment, which shows nothing, where an element was. */
function replaceByPlace(element: Element): ChildNode {
  const place = element.ownerDocument.createComment('');
  element.replaceWith(place);
  return place;
}

function together(bindings: readonly Binding[]): Binding {
  return { write: (scope) => bindings.forEach(({ write }) => write(scope)) };
}

/** Scripts and styles get no text from a message. */
function writeText(node: Node, text: string): void {
  const isCode = /^(script|style)$/i.test(node.parentNode?.nodeName ?? '');
  if (node.nodeValue !== text) node.nodeValue = isCode ? '' : text;
}

function writeAttribute(element: Element, name: string, text: string): void {
  let value = text;
  if (name === 'href' || name === 'src') value = safeUrl(text);
  else if (name === 'datetime') value = isoTime(readInstant(text));
  if (!value && name !== 'alt') element.removeAttribute(name);
  else if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}
