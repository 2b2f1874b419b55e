import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { lean, leanStyles } from '../../scripts/lean-css.js';

suite('lean', () => {
  test('takes out comments and needless spaces', () => {
    assert.equal(lean('\n  :host {\n    /* why */\n    color: red;\n    margin: 0 1px;\n  }\n'), ':host{color:red;margin:0 1px}');
  });

  test('keeps the spaces that mean something', () => {
    const css = '@media (width > 4px) and (hover:hover){a :hover{width:calc(1px + 2px)}}';
    assert.equal(lean(css), css);
  });

  test('keeps strings as they are', () => {
    assert.equal(lean(`a { content: ' ,  ; '; }`), `a{content:' ,  ; '}`);
  });

  test('takes the quotes off names and the nought off fractions', () => {
    assert.equal(lean(`[part~='value'] { margin: 0.5em -0.25em 10.5px; }`), '[part~=value]{margin:.5em -.25em 10.5px}');
    assert.equal(lean(`[data-glyph='✓'] { width: max(0.1em, 0%) }`), `[data-glyph='✓']{width:max(.1em,0%)}`);
  });
});

suite('leanStyles', () => {
  test('leaves nothing for the css of lit to join', () => {
    const code = "import { css, type CSSResult } from 'lit';\nexport const styles: CSSResult = css`\n  a { b: c; }\n`;\n";
    const made = "import { unsafeCSS, type CSSResult } from 'lit';\nexport const styles: CSSResult = unsafeCSS(`a{b:c}`);\n";
    assert.equal(leanStyles(code), made);
  });

  test('takes a template with a dollar sign, which puts nothing in', () => {
    assert.equal(leanStyles('css`/* US$ */ a { b: c; }`'), 'unsafeCSS(`a{b:c}`)');
  });

  test('leaves a template alone that puts something in', () => {
    const code = 'css`a { b: ${ c }; }`';
    assert.equal(leanStyles(code), code);
  });
});
