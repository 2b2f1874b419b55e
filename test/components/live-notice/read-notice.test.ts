import { expect } from '@open-wc/testing';
import type { ItemMessage } from '../../../components/internal/item-place.js';
import { type NoticeReading, readNotice, type Severity, severityIn } from '../../../components/live-notice/read-notice.js';
import { decode } from '../../../src/index.js';

function read(body: unknown, severity: Severity = 'info', severityField = ''): NoticeReading | undefined {
  return readNotice(decode(body, 5) as ItemMessage, { event: '', severity, severityField }, 'en');
}

suite('readNotice', () => {
  test('reads a title, a text, a link and a time', () => {
    const body = {
      event: 'export_failed',
      data: { title: 'City Map', message: 'Paper jam', url: '/exports/7', created_at: 1_700_000_000 },
    };
    expect(read(body)).to.deep.equal({
      title: 'Export failed City Map',
      text: 'Paper jam',
      href: '/exports/7',
      severity: 'info',
      at: 1_700_000_000_000,
    });
  });

  test('takes a lone text as the title', () => {
    expect(read({ message: 'Paper jam' })).to.include({ title: 'Paper jam', text: '' });
    expect(read('Paper jam')).to.include({ title: 'Paper jam', at: 5 });
  });

  test('drops a link that could run a script', () => {
    expect(read({ title: 'a', href: 'javascript:alert(1)' })?.href).to.equal('');
  });

  test('reads the severity from the body, else from the element', () => {
    const bodies = [{ severity: 'warning' }, { level: 'error' }, { severity: 'odd' }, {}, { data: { severity: 'OK' } }];
    const severities = bodies.map((body) => read({ title: 'a', ...body }, 'success')?.severity);
    expect(severities).to.deep.equal(['warning', 'danger', 'success', 'success', 'success']);
    expect(read({ title: 'a', severity: 'info', alarm: { kind: 'critical' } }, 'info', 'alarm.kind')?.severity).to.equal('danger');
  });
});

suite('severityIn', () => {
  test('knows the words of log levels and of Rails', () => {
    expect(['notice', 'alert', 'WARN', 'error', 'fatal', 'success', 'no', ''].map(severityIn)).to.deep.equal([
      'info',
      'danger',
      'warning',
      'danger',
      'danger',
      'success',
      undefined,
      undefined,
    ]);
  });
});
