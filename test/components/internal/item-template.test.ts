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

/** Shows bodies one after another by one template; returns what is shown after each, and what was reported. */
function showAll(
  content: string,
  ...bodies: readonly unknown[]
): { readonly shown: readonly string[]; readonly reports: readonly string[] } {
  const template = document.createElement('template');
  template.innerHTML = content;
  const reports: string[] = [];
  const item = itemOfTemplate(template, (mistakes) => reports.push(...mistakes.filter((text) => !reports.includes(text))));
  const shown = bodies.map((body) => {
    item?.update(messageOf(body));
    return (item?.element.outerHTML ?? '').replaceAll('<!---->', '');
  });
  return { shown, reports };
}

suite('live-if', () => {
  test('keeps an element only while the path has a value', () => {
    const bodies = [true, 'yes', 1, [1], {}, false, '', 0, [], null].map((note) => ({ id: 1, note }));
    const { shown, reports } = showAll('<p><b live-if="note">yes</b><i live-if="!note">no</i></p>', ...bodies);
    expect(shown).to.deep.equal([...Array<string>(5).fill('<p><b>yes</b></p>'), ...Array<string>(5).fill('<p><i>no</i></p>')]);
    expect(reports).to.deep.equal([]);
  });

  test('keeps the same element, in its place', () => {
    const template = document.createElement('template');
    template.innerHTML = '<p>a<b live-if="data.on" title="{{t}}">{{t}}</b>c</p>';
    const { element, update } = itemOf(template);
    update(messageOf({ data: { on: true }, t: '1' }));
    const b = element.querySelector('b');
    expect(element.textContent).to.equal('a1c');
    update(messageOf({ data: { on: false }, t: '2' }));
    expect(element.textContent).to.equal('ac');
    update(messageOf({ data: { on: true }, t: '3' }));
    expect(element.outerHTML.replaceAll('<!---->', '')).to.equal('<p>a<b title="3">3</b>c</p>');
    expect(element.querySelector('b') === b).to.equal(true);
  });

  test('reports a path that the first three bodies lack, and one that is no path', () => {
    const { shown, reports } = showAll(
      '<p><b live-if="vip">a</b><b live-if="count > 3">b</b><b live-if="">c</b><b live-if="note">d</b></p>',
      ...[1, 2, 3, 4, 5].map((id) => ({ id, ...(id === 3 && { note: 'x' }) })),
    );
    expect(shown[0]).to.equal('<p></p>');
    expect(reports).to.deep.equal([
      'live-if="count > 3" of a template is no path such as actor.name, so its element is left out.',
      'live-if="" of a template is no path such as actor.name, so its element is left out.',
      'live-if="vip" of a template names nothing that the first 3 bodies have.',
    ]);
  });

  test('makes an item around an element that may be left out', () => {
    expect(showAll('<p live-if="a">{{a}}</p>', { a: 1, b: 1 }, { a: 0, b: 1 }).shown).to.deep.equal([
      '<article><p>1</p></article>',
      '<article></article>',
    ]);
  });
});

suite('live-each', () => {
  test('repeats an element for each entry, and keeps the elements', () => {
    const template = document.createElement('template');
    template.innerHTML = '<ul><li live-each="lines" title="{{sku}}">{{sku}} of {{../id}}</li><li>end</li></ul>';
    const { element, update } = itemOf(template);
    update(messageOf({ id: 7, lines: [{ sku: 'a' }, { sku: 'b' }] }));
    expect(element.outerHTML.replaceAll('<!---->', '')).to.equal('<ul><li title="a">a of 7</li><li title="b">b of 7</li><li>end</li></ul>');
    const first = element.firstElementChild;
    update(messageOf({ id: 8, lines: [{ sku: 'c' }] }));
    expect(element.outerHTML.replaceAll('<!---->', '')).to.equal('<ul><li title="c">c of 8</li><li>end</li></ul>');
    expect(element.firstElementChild === first).to.equal(true);
    update(messageOf({ id: 8, lines: [] }));
    expect(element.textContent).to.equal('end');
  });

  test('shows plain entries, lists in lists, and entries with a condition', () => {
    expect(showAll('<p><b live-each="tags">{{value}}</b></p>', { id: 1, tags: ['x', 2, '<i>'] }).shown).to.deep.equal([
      '<p><b>x</b><b>2</b><b>&lt;i&gt;</b></p>',
    ]);
    const nested = '<p><b live-each="rows"><i live-each="cells">{{value}}{{../name}}{{../../id}}</i></b></p>';
    expect(
      showAll(nested, {
        id: 9,
        rows: [
          { name: 'n', cells: [1, 2] },
          { name: 'm', cells: [3] },
        ],
      }).shown,
    ).to.deep.equal(['<p><b><i>1n9</i><i>2n9</i></b><b><i>3m9</i></b></p>']);
    const some = '<p><b live-each="rows" live-if="on">{{id}}</b>.</p>';
    const rows = (...on: readonly boolean[]): object => ({ rows: on.map((each, id) => ({ id, on: each })) });
    expect(showAll(some, rows(true, false, true), rows(false, true), rows(true), rows()).shown).to.deep.equal([
      '<p><b>0</b><b>2</b>.</p>',
      '<p><b>1</b>.</p>',
      '<p><b>0</b>.</p>',
      '<p>.</p>',
    ]);
  });

  test('does not read an entry from the message around it', () => {
    expect(showAll('<p><b live-each="rows">{{name}}{{at}}</b></p>', { id: 1, name: 'x', at: 5, rows: [{}] }).shown).to.deep.equal([
      '<p><b></b></p>',
    ]);
  });

  test('reports what is no list, a path that bodies lack, and a list that is cut', () => {
    const { shown, reports } = showAll(
      '<p><b live-each="a">x</b><b live-each="b">y</b><b live-each="c">z</b></p>',
      { id: 1, a: 'text', c: null },
      { id: 2, a: {}, c: [] },
      { id: 3, c: Array(501).fill(1) },
    );
    expect(shown.slice(0, 2)).to.deep.equal(['<p></p>', '<p></p>']);
    expect(shown[2]?.match(/<b>z/g)?.length).to.equal(500);
    expect(reports).to.deep.equal([
      'live-each="a" of a template needs a list, but the body has a string there.',
      'live-each="a" of a template needs a list, but the body has an object there.',
      'live-each="b" of a template names nothing that the first 3 bodies have.',
      'live-each="c" of a template shows only the first 500 entries of a longer list.',
    ]);
  });

  test('keeps what an entry says as text, and its addresses harmless', () => {
    const { shown } = showAll('<p><a live-each="rows" href="{{url}}">{{text}}</a></p>', {
      rows: [{ url: 'javascript:alert(1)', text: '<img src=x onerror=alert(1)>' }],
    });
    expect(shown).to.deep.equal(['<p><a>&lt;img src=x onerror=alert(1)&gt;</a></p>']);
  });
});

suite('showsSomething', () => {
  test('finds the lists of a message', () => {
    const template = document.createElement('template');
    template.innerHTML = '<p><b live-each="rows">{{name}}</b></p>';
    expect([{ rows: [{}] }, { rows: [] }, { name: 'x' }].map((body) => showsSomething(template, messageOf(body)))).to.deep.equal([
      true,
      false,
      false,
    ]);
  });

  test('finds in text and attributes what a message says', () => {
    const template = document.createElement('template');
    template.innerHTML = '<p title="{{sku}}">{{count}} <time datetime="{{at}}"></time></p>';
    expect(
      [{ sku: 'x' }, { count: 0 }, { data: { count: 1 } }, { other: 'x' }, {}].map((body) => showsSomething(template, messageOf(body))),
    ).to.deep.equal([true, true, true, false, false]);
  });
});
