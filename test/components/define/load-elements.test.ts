import { expect } from '@open-wc/testing';
import { loadElements } from '../../../components/define/load-elements.js';
import { waitUntil } from '../../support/wait-until.js';

async function isDefined(name: string): Promise<void> {
  await waitUntil(() => customElements.get(name) !== undefined, `${name} is not defined`);
}

suite('loadElements', () => {
  teardown(() => document.body.replaceChildren());

  test('loads nothing on a page that uses no element', async () => {
    loadElements(document);
    document.body.append(document.createElement('live-unknown'));
    // By the time another element is loaded, what came before would be, too.
    document.body.append(document.createElement('live-rate'));
    await isDefined('live-rate');
    expect(customElements.get('live-counter')).to.equal(undefined);
  });

  test('loads an element that is added later, within another one, and no other', async () => {
    loadElements(document);
    const card = document.createElement('article');
    card.append(document.createElement('live-counter'));
    document.body.append(card);
    await isDefined('live-counter');
    expect(customElements.get('live-feed')).to.equal(undefined);
  });

  test('loads an element within a shadow root that is declared', async () => {
    loadElements(document);
    const host = document.createElement('div');
    host.attachShadow({ mode: 'open' }).append(document.createElement('live-pause'));
    document.body.append(host);
    await isDefined('live-pause');
    host.shadowRoot?.append(document.createElement('live-feed'));
    await isDefined('live-feed');
  });

  test('loads elements within a shadow root that it is called with', async () => {
    const host = document.createElement('div');
    document.body.append(host);
    loadElements(document);
    const root = host.attachShadow({ mode: 'open' });
    loadElements(root);
    root.append(document.createElement('live-connection'));
    await isDefined('live-connection');
  });

  test('loads the language of the element', async () => {
    loadElements(document);
    const main = document.createElement('main');
    main.lang = 'de-CH';
    const pause = document.createElement('live-pause');
    main.append(pause);
    document.body.append(main);
    const label = (): string => pause.shadowRoot?.querySelector('button')?.getAttribute('aria-label') ?? '';
    await waitUntil(() => label().includes('anhalten'), 'no German');
  });

  test('loads each language, and an element that is already shown speaks it then', async () => {
    loadElements(document);
    const main = document.createElement('main');
    const pause = document.createElement('live-pause');
    main.append(pause);
    document.body.append(main);
    await isDefined('live-pause');
    const label = (): string => pause.shadowRoot?.querySelector('button')?.getAttribute('aria-label') ?? '';
    for (const [lang, word] of Object.entries(PAUSE_UPDATES)) {
      document.documentElement.lang = lang;
      await waitUntil(() => label() === word, `${lang}: ${label()}`);
    }
    document.documentElement.lang = 'en';
    await waitUntil(() => label() === 'Pause live updates', 'no English');
  });

  test('loads the language of an element within a shadow root that it does not watch', async () => {
    loadElements(document);
    const host = document.createElement('div');
    const root = host.attachShadow({ mode: 'closed' });
    const pause = document.createElement('live-pause');
    const dutch = document.createElement('p');
    dutch.lang = 'nl';
    dutch.append(pause);
    root.append(dutch);
    document.body.append(host);
    const label = (): string => pause.shadowRoot?.querySelector('button')?.getAttribute('aria-label') ?? '';
    await waitUntil(() => label() === 'Live-updates pauzeren', label);
  });
});

/** What the button says by the language of the page, whose region does not matter. */
const PAUSE_UPDATES: Readonly<Record<string, string>> = {
  'fr-CA': 'Suspendre les mises à jour en direct',
  es: 'Pausar las actualizaciones en directo',
  'pt-BR': 'Pausar atualizações ao vivo',
  it: 'Metti in pausa gli aggiornamenti in diretta',
  pl: 'Wstrzymaj aktualizacje na żywo',
  ja: 'ライブ更新を一時停止',
  'zh-TW': '暂停实时更新',
  ko: '실시간 업데이트 일시 중지',
  ar: 'إيقاف التحديثات المباشرة مؤقتًا',
};
