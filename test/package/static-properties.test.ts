import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { transform } from 'esbuild';
import { withStaticProperties } from '../../scripts/static-properties.js';

const SOURCE = `import { LitElement } from 'lit';
import { property } from 'lit/decorators.js';
import { durationAttribute } from './converters.js';
export class LiveThing extends LitElement {
  static override styles = [];
  @property() label = 'none';
  @property({ attribute: 'stale-after', converter: durationAttribute }) staleAfter: number | undefined;
  @property({ type: Boolean, attribute: 'without-label' }) withoutLabel = false;
  @property({ attribute: false, noAccessor: true })
  get connection(): unknown {
    return undefined;
  }
}
`;

suite('static properties', () => {
  test('take the place of the decorators that esbuild compiled, each with its options', async () => {
    const made = withStaticProperties(await compiled(SOURCE));
    assert.match(
      made,
      /LitElement \{ static properties = \{ label: \{\}, staleAfter: \{ attribute: "stale-after", converter: durationAttribute \}, .*noAccessor: true \} \};/,
    );
    assert.doesNotMatch(made, /__decorateClass\(\[|lit\/decorators/);
  });

  test('move no line', async () => {
    const code = await compiled(SOURCE);
    const line = (text: string): number => text.split('\n').findIndex((one) => one.includes('return void 0'));
    assert.equal(line(withStaticProperties(code)), line(code));
  });

  test('leave another decorator as it is, so that the build can refuse it', async () => {
    const made = withStaticProperties(await compiled(SOURCE.replace('@property() label', '@state() label')));
    assert.match(made, /__decorateClass\(\[\s*state\(\)/);
  });
});

async function compiled(source: string): Promise<string> {
  const tsconfigRaw = { compilerOptions: { experimentalDecorators: true, useDefineForClassFields: false } };
  return (await transform(source, { loader: 'ts', target: 'es2022', tsconfigRaw })).code;
}
