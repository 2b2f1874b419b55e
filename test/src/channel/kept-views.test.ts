import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Observable } from 'rxjs';
import { createConnection } from '../../../src/connection.js';
import type { Connection } from '../../../src/scope.js';
import { presence } from '../../../src/presence/presence.js';
import { FakeCable } from '../../../src/testing/index.js';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Lets the engine collect what nobody keeps. */
async function collectGarbage(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) {
    await setImmediate();
    collect();
  }
}

const OPTIONS = { snapshot: () => Promise.reject(new Error('None.')) };

/** Subscribes in a function of its own, so that no variable keeps the view. */
function follow(connection: Connection, stream: 'errors$' | 'status$', heard: unknown[]): void {
  const stream$: Observable<unknown> = connection.channel('OrdersChannel', {}, OPTIONS)[stream];
  stream$.subscribe((value) => heard.push(value));
}

/** Subscribes to the presence of a channel in the same way. */
function followPresence(connection: Connection, stream: 'errors$' | 'presence$' | 'whispers$', heard: unknown[]): void {
  const stream$: Observable<unknown> = presence(connection.channel('OrdersChannel', {}, OPTIONS))[stream];
  stream$.subscribe((value) => heard.push(value));
}

suite('a page that keeps a subscription, but not the channel', () => {
  for (const stream of ['errors$', 'status$'] as const) {
    test(`${stream} goes on after a garbage collection, for the views that come later`, async () => {
      const fake = new FakeCable();
      const connection = createConnection({ transports: [fake.transport] });
      const heard: unknown[] = [];
      follow(connection, stream, heard);
      await collectGarbage();
      const before = heard.length;
      const later = connection.channel('OrdersChannel', {}, OPTIONS);
      const failed = new Promise<void>((resolve) => void later.errors$.subscribe(() => resolve()));
      later.messages$.subscribe();
      await failed;
      assert.ok(heard.length > before);
      connection.close();
    });
  }

  for (const stream of ['errors$', 'presence$', 'whispers$'] as const) {
    test(`presence(): ${stream} goes on after a garbage collection, for the views that come later`, async () => {
      const fake = new FakeCable({ presence: stream === 'errors$' ? 'without-broker' : true });
      const connection = createConnection({ transports: [fake.transport] });
      const heard: unknown[] = [];
      followPresence(connection, stream, heard);
      await collectGarbage();
      const before = heard.length;
      const later = presence(connection.channel('OrdersChannel', {}, OPTIONS));
      later.whispers$.subscribe();
      later.presence$.subscribe();
      fake.whisper('OrdersChannel', {}, { typing: true });
      fake.join('OrdersChannel', {}, 'ann');
      connection.close();
      assert.ok(heard.length > before);
    });
  }
});
