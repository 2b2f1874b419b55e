import { expect } from '@open-wc/testing';
import { UNREADABLE } from '../../../components/internal/converters.js';
import { type Hotkey, hotkeyAttribute, isPressed } from '../../../components/internal/hotkey.js';

function press(init: KeyboardEventInit, target: HTMLElement = document.body): KeyboardEvent {
  const event = new KeyboardEvent('keydown', { bubbles: true, composed: true, ...init });
  let path: EventTarget[] = [];
  addEventListener('keydown', (each) => (path = each.composedPath()), { once: true });
  target.dispatchEvent(event);
  Object.defineProperty(event, 'composedPath', { value: () => path });
  return event;
}

function hotkey(text: string): Hotkey {
  return hotkeyAttribute.read(text) as Hotkey;
}

suite('hotkeyAttribute', () => {
  test('reads a key with its modifiers, and writes it as aria-keyshortcuts does', () => {
    expect(['alt+p', ' Shift + Control + F2 ', 'p', 'Alt+Space'].map((text) => hotkey(text).text)).to.deep.equal([
      'Alt+P',
      'Control+Shift+F2',
      'P',
      'Alt+Space',
    ]);
  });

  for (const text of ['Alt+', 'Hyper+P', 'Alt+P Q', '+', 'Alt P']) {
    test(`cannot read "${text}"`, () => {
      expect(hotkeyAttribute.read(text)).to.equal(UNREADABLE);
    });
  }
});

suite('isPressed', () => {
  test('takes the key with exactly its modifiers', () => {
    const alt = hotkey('Alt+P');
    expect(isPressed(alt, press({ key: 'p', altKey: true }))).to.equal(true);
    expect(isPressed(alt, press({ key: 'π', code: 'KeyP', altKey: true }))).to.equal(true);
    expect(isPressed(alt, press({ key: 'p' }))).to.equal(false);
    expect(isPressed(alt, press({ key: 'p', altKey: true, ctrlKey: true }))).to.equal(false);
    expect(isPressed(hotkey('Space'), press({ key: ' ' }))).to.equal(true);
  });

  test('takes no repetition, no composed text, and no key that the page has used', () => {
    const key = hotkey('p');
    expect(isPressed(key, press({ key: 'p', repeat: true }))).to.equal(false);
    expect(isPressed(key, press({ key: 'p', isComposing: true }))).to.equal(false);
    const used = new KeyboardEvent('keydown', { key: 'p', cancelable: true });
    used.preventDefault();
    expect(isPressed(key, used)).to.equal(false);
  });

  for (const [name, make] of Object.entries({
    'a field': () => document.createElement('input'),
    'a text area': () => document.createElement('textarea'),
    'a list': () => document.createElement('select'),
    'editable text': () => Object.assign(document.createElement('div'), { contentEditable: 'true' }),
  })) {
    test(`takes no key in ${name}, in a shadow root too`, () => {
      const host = document.createElement('div');
      const root = host.attachShadow({ mode: 'open' });
      const field = make();
      root.append(field);
      document.body.append(host);
      expect(isPressed(hotkey('p'), press({ key: 'p' }, field))).to.equal(false);
      host.remove();
    });
  }
});
