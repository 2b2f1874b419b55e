import { expect, fixture, html } from '@open-wc/testing';
import { LitElement, type TemplateResult } from 'lit';
import { SurfaceController } from '../../../components/live-chart/surface-controller.js';
import type { CablegramError } from '../../../src/index.js';

class WithSurface extends LitElement {
  readonly surface: SurfaceController = new SurfaceController(
    this,
    () => Promise.reject(new TypeError('no such file')),
    () => undefined,
    () => undefined,
  );

  protected override updated(): void {
    this.surface.dress('', false, () => {
      throw new Error('Nothing is drawn.');
    });
  }

  protected override render(): TemplateResult {
    return html`<div part="stage"><div part="plot">Plot</div></div>
      <style>
        div {
          block-size: 100px;
        }
      </style>`;
  }
}
customElements.define('with-surface', WithSurface);

suite('SurfaceController', () => {
  test('reports once that the engine cannot be loaded', async () => {
    const { warn } = console;
    console.warn = () => undefined;
    const page = await fixture<HTMLElement>(html`<div></div>`);
    const element = new WithSurface();
    const error = await new Promise<CablegramError>((resolve) => {
      page.addEventListener('live-error', (event) => resolve(event.error as CablegramError));
      page.append(element);
    });
    console.warn = warn;
    expect(error.code).to.equal('part-not-loaded');
    expect(error.message).to.equal(
      'The drawing of <with-surface> could not be loaded (TypeError: no such file). The element shows its summary and its table.',
    );
    expect(element.surface.isFailed).to.equal(true);
  });
});
