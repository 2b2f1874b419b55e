import '../../support/node-env.js';
import {
  ApplicationRef,
  computed,
  createEnvironmentInjector,
  effect,
  Injector,
  ErrorHandler,
  provideZonelessChangeDetection,
  runInInjectionContext,
  signal,
  ɵINJECTOR_SCOPE as INJECTOR_SCOPE,
} from '@angular/core';
import { expect } from '@open-wc/testing';
import { h, render } from 'preact';
import { useState } from 'preact/hooks';
import { createRoot, createSignal, createEffect } from 'solid-js';
import { get } from 'svelte/store';
import { createApp, defineComponent, effectScope, ref, watchEffect } from 'vue';
import { injectChannel, injectStatus } from '../../../components/frameworks/angular.js';
import * as preact from '../../../components/frameworks/preact.js';
import * as solid from '../../../components/frameworks/solid.js';
import * as svelte from '../../../components/frameworks/svelte.js';
import * as vue from '../../../components/frameworks/vue.js';
import { type Connection, createConnection, type Status } from '../../../src/index.js';
import { FakeCable } from '../../../src/testing/index.js';
import { waitUntil } from '../../support/wait-until.js';

type Seen = readonly [number, string];

/** A component that follows the total of a shop by a reducer, and the status of the connection. */
interface Component {
  follow(shop: number): void;
  unmount(): void;
}

type Mount = (connection: Connection, shop: number, see: (total: Seen, state: Status['state']) => void) => Component;

/** Adds up what the messages of a channel bring. */
const SUM = {
  initial: 0,
  reduce: (sum: number, message: { readonly type: string; readonly body?: unknown }) => sum + Number(message.body ?? 0),
};

const LIBRARIES: Readonly<Record<string, Mount>> = {
  Preact(connection, shop, see) {
    const container = document.createElement('div');
    let follow: (shop: number) => void = () => undefined;
    function Total(): null {
      const [current, setCurrent] = useState(shop);
      follow = setCurrent;
      // New objects at each rendering, as people write them.
      const { data, freshness } = preact.useChannel('C', { shop: current }, { connection, ...SUM });
      const { state } = preact.useStatus(connection);
      see([data, freshness], state);
      return null;
    }
    render(h(Total, null), container);
    return { follow: (next) => follow(next), unmount: () => render(null, container) };
  },
  Vue(connection, shop, see) {
    const current = ref(shop);
    const scope = effectScope();
    scope.run(() => {
      const total = vue.useChannel('C', () => ({ shop: current.value }), { connection, ...SUM });
      const status = vue.useStatus(connection);
      watchEffect(() => see([total.value.data, total.value.freshness], status.value.state), { flush: 'sync' });
    });
    return { follow: (next) => (current.value = next), unmount: () => scope.stop() };
  },
  Solid(connection, shop, see) {
    const [current, setCurrent] = createSignal(shop);
    const unmount = createRoot((dispose) => {
      const total = solid.useChannel('C', () => ({ shop: current() }), { connection, ...SUM });
      const status = solid.useStatus(connection);
      createEffect(() => see([total().data, total().freshness], status().state));
      return dispose;
    });
    return { follow: setCurrent, unmount };
  },
  Angular(connection, shop, see) {
    // What an application provides, without its components.
    const root = { provide: INJECTOR_SCOPE, useValue: 'root' };
    const errors = { provide: ErrorHandler, useClass: ErrorHandler };
    const injector = createEnvironmentInjector([root, errors, provideZonelessChangeDetection()], Injector.NULL as never);
    const current = signal(shop);
    // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- the class of an environment's injector is abstract
    runInInjectionContext(injector, () => {
      const params = (): { shop: number } => ({ shop: current() });
      const total = injectChannel('C', computed(params), { connection, ...SUM });
      const status = injectStatus(connection);
      effect(() => see([total().data, total().freshness], status().state));
    });
    const application = injector.get(ApplicationRef);
    application.tick();
    // An application that shows nothing does not tick by itself.
    const ticking = setInterval(() => application.tick(), 10);
    function unmount(): void {
      clearInterval(ticking);
      if (!injector.destroyed) injector.destroy();
    }
    return { follow: (next) => current.set(next), unmount };
  },
  Svelte(connection, shop, see) {
    const status = svelte.useStatus(connection);
    let leave: () => void = () => undefined;
    function follow(next: number): void {
      leave();
      const total = svelte.useChannel('C', { shop: next }, { connection, ...SUM });
      leave = total.subscribe(({ data, freshness }) => see([data, freshness], get(status).state));
    }
    follow(shop);
    return { follow, unmount: () => leave() };
  },
};

for (const [name, mount] of Object.entries(LIBRARIES)) {
  suite(`The hooks of ${name}`, () => {
    let fake: FakeCable;
    let connection: Connection;
    let seen: Seen;
    let state: Status['state'];
    let component: Component;

    setup(() => {
      fake = new FakeCable();
      connection = createConnection({ transports: [fake.transport], retry: () => 600_000, heartbeatWithin: 600_000 });
      component = mount(connection, 1, (total, now) => {
        seen = total;
        state = now;
      });
    });

    teardown(() => {
      component.unmount();
      connection.close();
    });

    async function untilSeen(...expected: Seen): Promise<void> {
      await waitUntil(() => seen[0] === expected[0] && seen[1] === expected[1], `Sees ${String(seen)}, not ${String(expected)}.`);
    }

    test('follow a channel, and render what a reducer makes of it', async () => {
      await untilSeen(0, 'waiting');
      fake.broadcast('C', { shop: 1 }, 2);
      fake.broadcast('C', { shop: 1 }, 3);
      await untilSeen(5, 'live');
      expect(state).to.equal('connected');
    });

    test('begin anew with other params, and leave the channel before', async () => {
      await untilSeen(0, 'waiting');
      fake.broadcast('C', { shop: 1 }, 2);
      await untilSeen(2, 'live');
      component.follow(2);
      await untilSeen(0, 'waiting');
      fake.broadcast('C', { shop: 1 }, 10);
      fake.broadcast('C', { shop: 2 }, 7);
      await untilSeen(7, 'live');
      await waitUntil(() => fake.commands.filter(({ type }) => type === 'unsubscribe').length === 1, 'The first channel was not left.');
    });

    test('subscribe once, and unsubscribe when the component is unmounted', async () => {
      await untilSeen(0, 'waiting');
      component.unmount();
      await waitUntil(() => fake.commands.at(-1)?.type === 'unsubscribe', 'The channel was not left.');
      expect(fake.commands.map(({ type }) => type)).to.deep.equal(['subscribe', 'unsubscribe']);
    });

    test('say that the data may be old when the connection is lost', async () => {
      await untilSeen(0, 'waiting');
      fake.broadcast('C', { shop: 1 }, 2);
      await untilSeen(2, 'live');
      fake.drop();
      await untilSeen(2, 'reconnecting');
      expect(state).to.equal('reconnecting');
    });
  });
}

suite('A component of Vue', () => {
  test('renders first what a server has rendered, so that hydration finds no difference', async () => {
    const fake = new FakeCable();
    const connection = createConnection({ transports: [fake.transport], heartbeatWithin: 600_000 });
    const rendered: string[] = [];
    const component = defineComponent({
      setup() {
        const { live, status } = { live: vue.useChannel('C', {}, { connection }), status: vue.useStatus(connection) };
        return () => {
          rendered.push(`${live.value.freshness} ${status.value.state}`);
          return null;
        };
      },
    });
    const app = createApp(component);
    app.mount(document.createElement('div'));
    await waitUntil(() => rendered.at(-1) === 'waiting connected', `Rendered ${rendered.join(', ')}.`);
    expect(rendered[0]).to.equal('idle idle');
    app.unmount();
    connection.close();
  });
});

suite('useConnection', () => {
  test('takes its options without an address too, and is the same for the same address and session', () => {
    const fake = new FakeCable();
    const connection = vue.useConnection({ session: 'of this test', transports: [fake.transport], heartbeatWithin: 600_000 });
    connection.channel('C').subscribe({ body: () => undefined });
    expect(fake.dials).to.equal(1);
    expect(solid.useConnection({ url: '/cable', session: 'of this test' })).to.equal(connection);
    connection.close();
  });
});
