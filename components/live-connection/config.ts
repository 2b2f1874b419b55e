import type { PropertyDeclaration } from 'lit';
import { CablegramError, parseJson } from '../../src/index.js';

/**
 * Reads the settings in `<script type="application/json" slot="config">`, by the names of the attributes; empty without such a child.
 *
 * @throws CablegramError `option-invalid`, if it is no JSON object.
 */
export function readConfig(element: Element): Readonly<Record<string, unknown>> {
  const script = element.querySelector(':scope > script[type="application/json"][slot="config"]');
  if (!script) return {};
  let config: unknown;
  try {
    config = parseJson(script.textContent ?? '');
  } catch {
    config = undefined;
  }
  if (typeof config === 'object' && config !== null && !Array.isArray(config)) return config as Readonly<Record<string, unknown>>;
  throw new CablegramError('option-invalid', '<live-connection> needs a JSON object in its script with slot="config".');
}

/** Sets the properties that a config names and whose attributes the page does not set. */
export function applyConfig(
  element: HTMLElement,
  config: Readonly<Record<string, unknown>>,
  declared: ReadonlyMap<PropertyKey, PropertyDeclaration>,
): void {
  for (const [property, { attribute }] of declared) {
    const name = typeof attribute === 'string' ? attribute : String(property).toLowerCase();
    if (attribute === false || !Object.hasOwn(config, name) || element.hasAttribute(name)) continue;
    Reflect.set(element, property, config[name]);
  }
}
