import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { parseAst } from 'rollup/parseAst';
import { leanTemplates } from '../../scripts/lean-html.js';

const SOURCE = [
  'const list = (items) => html`<ul',
  '    class="a"',
  '    id=${one}',
  '  >',
  '    ${items.map((item) => html`<li>',
  '      ${item}',
  '    </li>`)}',
  '  </ul>`;',
  'const other = `kept',
  '  as it is`;',
].join('\n');

suite('leanTemplates', () => {
  test('makes a blank of each line break in html, however deep', () => {
    const made = lean(SOURCE).replace(/\n+/g, '');
    assert.equal(
      made,
      'const list = (items) => html`<ul class="a" id=${one} > ${items.map((item) => html`<li> ${item} </li>`)} </ul>`;const other = `kept  as it is`;',
    );
  });

  test('writes html in ASCII, and says the same', () => {
    const made = lean('const a = html`<b>1 · ${two} – 𝟑</b>`;');
    assert.equal(made, 'const a = html`<b>1 \\u00b7 ${two} \\u2013 \\ud835\\udfd1</b>`;');
  });

  test('moves no line of what is no template', () => {
    const made = lean(SOURCE).split('\n');
    for (const [line, text] of SOURCE.split('\n').entries()) {
      const [expression] = /\bone\b|items\.map|item\}|const other/.exec(text) ?? [];
      if (expression) assert.ok(made[line]?.includes(expression), `${expression} is not in line ${line}`);
    }
  });

  test('leaves a template of another tag alone', () => {
    const code = 'const a = css`x\n  y`;';
    assert.equal(lean(code), code);
  });
});

function lean(code: string): string {
  return leanTemplates(code, parseAst(code));
}
