import { FaultProxy } from '../../support/fault-proxy/fault-proxy.js';
import { Follower, type FollowOptions } from './follower.js';
import { AnyCable, type ServerSettings } from './server.js';

/** What a test gets: a server of its own, and a way to it that can be broken for each client. */
export interface Stage {
  readonly server: AnyCable;
  /** Opens a way to the server. */
  proxy(): Promise<FaultProxy>;
  /** Follows a public stream, directly or through a proxy. */
  follow(stream: string, options?: FollowOptions & { readonly proxy?: FaultProxy }): Follower;
}

/** Runs a test against an AnyCable of its own, which ends with it. */
export async function withAnyCable(settings: ServerSettings, run: (stage: Stage) => Promise<void>): Promise<void> {
  const server = await AnyCable.start(settings);
  const followers: Follower[] = [];
  const proxies: FaultProxy[] = [];
  const stage: Stage = {
    server,
    async proxy() {
      const proxy = await FaultProxy.start({ to: server.port });
      proxies.push(proxy);
      return proxy;
    },
    follow(stream, { proxy, ...options } = {}) {
      const follower = new Follower(proxy ? `ws://127.0.0.1:${proxy.port}/cable` : server.url, stream, options);
      followers.push(follower);
      return follower;
    },
  };
  try {
    await run(stage);
  } finally {
    for (const follower of followers) follower.close();
    await Promise.all(proxies.map((proxy) => proxy.end()));
    await server.end();
  }
}

/** Cuts the link, and keeps it cut while `meanwhile` runs. */
export async function whileAway(follower: Follower, proxy: FaultProxy, meanwhile: () => Promise<void>): Promise<void> {
  proxy.refuse();
  proxy.reset();
  await follower.lost();
  await meanwhile();
  await proxy.accept();
  await follower.live();
}
