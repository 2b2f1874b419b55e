import { createConnection } from '../../src/connection.js';
import type { ConnectionOptions } from '../../src/options.js';
import type { Connection } from '../../src/scope.js';
import { acrossTabs } from '../../src/tabs/across-tabs.js';
import { FakeBrowser, type FakeTab } from './fake-tabs.js';
import { TabServer } from './tab-server.js';
import type { VirtualTime } from './virtual-time.js';

/** A tab with a connection. */
export interface OpenTab extends FakeTab {
  readonly name: string;
  readonly connection: Connection;
  /** Ends the tab without a word, its socket too. */
  kill(): void;
}

/** A fake browser whose tabs connect to one server. */
export interface OpenTabs {
  readonly browser: FakeBrowser;
  readonly server: TabServer;
  open(options?: TabOptions): OpenTab;
  /** Closes every connection. */
  close(): void;
}

/** How a tab connects. */
export interface TabOptions extends Pick<ConnectionOptions, 'getToken' | 'recorder'> {
  readonly session?: string | undefined;
  readonly address?: string;
}

/** Opens a browser in virtual time. Every tab is visible. */
export function openTabs(time: VirtualTime): OpenTabs {
  const browser = new FakeBrowser(() => time.now);
  const server = new TabServer();
  const all: Connection[] = [];
  return {
    browser,
    server,
    open(options = {}) {
      const { session = 'ann', address, ...rest } = options;
      const name = `tab-${all.length + 1}`;
      const tab = browser.open();
      const connection = createConnection({
        transports: [
          acrossTabs(server.transport(name), {
            session: 'session' in options ? options.session : session,
            platform: tab.platform,
            ...(address !== undefined && { address }),
          }),
        ],
        environment: time.environment,
        ...rest,
      });
      all.push(connection);
      return {
        ...tab,
        name,
        connection,
        kill() {
          tab.crash();
          server.forget(name);
        },
      };
    },
    close() {
      for (const connection of all) connection.close();
    },
  };
}
