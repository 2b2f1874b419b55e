import { WebSocket } from 'ws';

/** Somebody in a browser of their own, as far as a server can tell: the cookies of a sign-in. */
export interface Person {
  /** Opens sockets as this person. */
  readonly WebSocket: new (url: string, protocols?: string[]) => WebSocket;
  /** Fetches as this person. */
  fetch(path: string): Promise<Response>;
}

/** A page of the application that has a form to sign in. */
const PAGE = '/shop';

/** Signs in by the application's own form, or stays a guest. */
export async function signIn(url: string, user?: number): Promise<Person> {
  const page = await fetch(url + PAGE);
  let cookie = cookieOf(page);
  if (user !== undefined) {
    const [, token = ''] = /name="authenticity_token" value="([^"]+)"/.exec(await page.text()) ?? [];
    const csrf = /<meta name="csrf-token" content="([^"]+)"/.exec(await (await fetch(url + PAGE, { headers: { cookie } })).text())?.[1];
    const signed = await fetch(`${url}/session?user=${String(user)}`, {
      method: 'POST',
      headers: { cookie, 'x-csrf-token': csrf ?? token },
      redirect: 'manual',
    });
    cookie = [cookie, cookieOf(signed)].join('; ');
  }
  return {
    WebSocket: class extends WebSocket {
      constructor(address: string, protocols: string[] = []) {
        super(address, protocols, { origin: url, headers: { cookie } });
      }
    },
    fetch: (path) => fetch(url + path, { headers: { cookie } }),
  };
}

function cookieOf({ headers }: Response): string {
  return headers
    .getSetCookie()
    .map((line) => line.split(';', 1)[0])
    .join('; ');
}
