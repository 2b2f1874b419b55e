import { expect } from '@open-wc/testing';
import type { ItemMessage } from '../../../components/internal/item-place.js';
import { type Item, itemOfTemplate, showsSomething } from '../../../components/internal/item-template.js';
import { decode } from '../../../src/index.js';
import { harmfulUrls } from '../internal/harmful-urls.js';

/** Shows a body by a template. */
function show(content: string, body: unknown): HTMLElement {
  const template = document.createElement('template');
  template.innerHTML = content;
  const { element, update } = itemOf(template);
  update(messageOf(body));
  return element;
}

function itemOf(template: HTMLTemplateElement): Item {
  const item = itemOfTemplate(template);
  if (!item) throw new Error('The template is empty.');
  return item;
}

function messageOf(body: unknown): ItemMessage {
  return decode(body, 1000) as ItemMessage;
}

suite('itemOfTemplate', () => {
  test('writes paths into text and attributes', () => {
    const element = show(
      '<article class="{{kind}} row"><a href="/orders/{{id}}" title="{{ name }}">{{actor.name}} did {{verb}}</a></article>',
      {
        kind: 'new',
        id: 7,
        name: 'Seven',
        actor: { name: 'Ana' },
        verb: 'it',
      },
    );
    expect(element.outerHTML).to.equal('<article class="new row"><a href="/orders/7" title="Seven">Ana did it</a></article>');
  });

  test('shows another body in the same element', () => {
    const template = document.createElement('template');
    template.innerHTML = '<p title="{{t}}">{{v}}</p>';
    const { element, update } = itemOf(template);
    update(messageOf({ t: 'a', v: 'a' }));
    const text = element.firstChild;
    update(messageOf({ t: 'b', v: 'b' }));
    expect(element.outerHTML).to.equal('<p title="b">b</p>');
    expect(element.firstChild).to.equal(text);
  });

  test('says nothing where a path leads nowhere', () => {
    const body = JSON.parse('{"__proto__":{"polluted":"x"},"list":[1],"thing":{}}') as unknown;
    expect(show('<p title="{{none}}">{{none}}{{thing}}{{list}}{{polluted}}{{constructor.name}}{{toString}}</p>', body).outerHTML).to.equal(
      '<p></p>',
    );
    expect(Object.hasOwn(Object.prototype, 'polluted')).to.equal(false);
  });

  test('keeps what a body says as text', () => {
    const payload = '<img src=x onerror="globalThis.pwned = 1">{{v}}';
    const element = show('<p title="{{v}}">{{v}}</p>', { v: payload });
    expect(element.textContent).to.equal(payload);
    expect(element.title).to.equal(payload);
    expect(element.childElementCount).to.equal(0);
  });

  for (const url of harmfulUrls) {
    test(`drops ${JSON.stringify(url)} as an address`, () => {
      const element = show('<p><a href="{{url}}">x</a><img src="{{url}}" alt="" /></p>', { url });
      expect(element.querySelector('a')?.hasAttribute('href')).to.equal(false);
      expect(element.querySelector('img')?.hasAttribute('src')).to.equal(false);
    });
  }

  test('looks at the whole address, not at its pieces', () => {
    expect(show('<a href="{{a}}:{{b}}">x</a>', { a: 'javascript', b: 'alert(1)' }).outerHTML).to.equal('<a>x</a>');
  });

  test('leaves out attributes that run, restyle or embed', () => {
    const element = show(
      '<div onclick="{{v}}" style="{{v}}" id="{{v}}"><iframe src="{{v}}" srcdoc="{{v}}"></iframe><script src="{{v}}"></script>' +
        '<form action="{{v}}"><button formaction="{{v}}"></button></form><svg><use href="{{v}}"></use></svg><link href="{{v}}"><object data="{{v}}"></object></div>',
      { v: 'https://example.com' },
    );
    expect(element.outerHTML).to.not.include('example.com');
  });

  test('binds nothing inside styles and scripts', () => {
    expect(show('<div><style>{{v}}</style><script>{{v}}</script></div>', { v: 'x' }).textContent).to.equal('');
  });

  test('keeps an empty alt, and writes instants as dates', () => {
    expect(show('<img alt="{{none}}" />', {}).outerHTML).to.equal('<img alt="">');
    expect(show('<time datetime="{{at}}"></time>', { at: 1_700_000_000 }).outerHTML).to.equal(
      '<time datetime="2023-11-14T22:13:20.000Z"></time>',
    );
    expect(show('<time datetime="{{at}}"></time>', { at: 1e300 }).outerHTML).to.equal('<time></time>');
  });

  test('copies the children of a template, where a framework puts them', () => {
    const template = document.createElement('template');
    const article = document.createElement('article');
    article.append('{{v}}');
    template.appendChild(article);
    const { element, update } = itemOf(template);
    update(messageOf({ v: 'a' }));
    expect(element.outerHTML).to.equal('<article>a</article>');
    expect(article.textContent).to.equal('{{v}}');
  });

  test('reports the attributes that it leaves out', () => {
    const template = document.createElement('template');
    template.innerHTML = '<p style="color: {{v}}"><b onclick="{{v}}" style="{{v}}">{{v}}</b><i onclick="{{v}}" title="{{v}}"></i></p>';
    const mistakes: string[] = [];
    itemOfTemplate(template, (texts) => mistakes.push(...texts));
    expect(mistakes).to.deep.equal([
      'A template may not bind style of <p>; the attribute is left out.',
      'A template may not bind onclick of <b>; the attribute is left out.',
      'A template may not bind style of <b>; the attribute is left out.',
      'A template may not bind onclick of <i>; the attribute is left out.',
    ]);
  });

  test('makes nothing of an empty template', () => {
    const template = document.createElement('template');
    template.innerHTML = ' \n <!-- rows --> ';
    expect(itemOfTemplate(template)).to.equal(undefined);
  });

  test('makes one element of text and an element', () => {
    expect(show('{{a}} <b>{{b}}</b>', { a: 1, b: 2 }).outerHTML).to.equal('<article>1 <b>2</b></article>');
  });

  test('makes one element of several', () => {
    expect(show('{{a}} <b>{{b}}</b><i></i>', { a: 1, b: 2 }).outerHTML).to.equal('<article>1 <b>2</b><i></i></article>');
  });

  test('fetches nothing before it has an address', () => {
    const template = document.createElement('template');
    template.innerHTML = '<img src="{{avatar}}" alt="" />';
    expect((itemOf(template).element as HTMLImageElement).src).to.equal('');
  });
});

suite('showsSomething', () => {
  test('finds in text and attributes what a message says', () => {
    const template = document.createElement('template');
    template.innerHTML = '<p title="{{sku}}">{{count}} <time datetime="{{at}}"></time></p>';
    expect(
      [{ sku: 'x' }, { count: 0 }, { data: { count: 1 } }, { other: 'x' }, {}].map((body) => showsSomething(template, messageOf(body))),
    ).to.deep.equal([true, true, true, false, false]);
  });
});
