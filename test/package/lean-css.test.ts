import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { lean } from '../../scripts/lean-css.js';

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

  test('keeps what a template puts in', () => {
    assert.equal(lean('a { b: ${ c } ; }'), 'a{b:${c}}');
  });
});
