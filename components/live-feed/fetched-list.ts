import { CablegramError } from '../../src/index.js';
import { elementClock } from '../internal/element-clock.js';
import { safeUrl } from '../internal/safe-url.js';

/** How long feeds with one URL are waited for, so that they share one request, in ms. */
const GATHERED_FOR = 50;

/** How long a server may take, in ms. */
const ANSWER_WITHIN = 15_000;

/**
 * Fetches a page and returns the children of the element with this id in it.
 *
 * The page is parsed into an inert document, so nothing in it runs or loads. Scripts, event handlers and harmful URLs are removed.
 *
 * @throws CablegramError `snapshot-failed` if the page cannot be fetched, `snapshot-unreadable` if it holds no such element.
 */
export async function fetchList(url: string, id: string): Promise<readonly HTMLElement[]> {
  const page = await pageAt(url);
  const list = page.getElementById(id);
  if (!list)
    throw new CablegramError(
      'snapshot-unreadable',
      `The page at ${url} holds no element with the id "${id}", so the list was not repaired.`,
    );
  return ([...list.children] as HTMLElement[]).map((item) => disarm(document.importNode(item, true)));
}

/** The pages that will be requested, by URL. A request that has begun is not shared, because its answer may be too old. */
const planned = new Map<string, Promise<Document>>();

function pageAt(url: string): Promise<Document> {
  const known = planned.get(url);
  if (known) return known;
  const page = new Promise<void>((resolve) => elementClock.after(GATHERED_FOR, resolve)).then(() => {
    planned.delete(url);
    return load(url);
  });
  planned.set(url, page);
  return page;
}

/** Lets the browser read the page, because a document of a request runs nothing, also under Trusted Types. */
function load(url: string): Promise<Document> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const fail = (why: string) => (): void =>
      reject(new CablegramError('snapshot-failed', `The list at ${url} could not be fetched: ${why}.`));
    request.onload = () => {
      const { status, responseXML } = request;
      if (status < 200 || status > 299) fail(`the server answered ${status}`)();
      else if (responseXML === null) fail('the answer is no HTML')();
      else resolve(responseXML);
    };
    request.onerror = fail('the server cannot be reached');
    request.ontimeout = fail(`no answer within ${ANSWER_WITHIN / 1000} s`);
    request.open('GET', url);
    request.responseType = 'document';
    request.timeout = ANSWER_WITHIN;
    request.setRequestHeader('accept', 'text/html');
    request.setRequestHeader('cache-control', 'no-cache');
    request.send();
  });
}

const URLS = /^(href|src|action|formaction|data|xlink:href)$/;

/** Removes from an element what could run. */
function disarm(root: HTMLElement): HTMLElement {
  for (const element of [root, ...root.querySelectorAll('*')]) {
    if (element.localName === 'script') element.remove();
    for (const { name, value } of [...element.attributes]) {
      const isImage = element.localName === 'img' && /^\s*data:image\//i.test(value);
      const isHarmful = URLS.test(name) && value !== '' && safeUrl(value) === '' && !isImage;
      if (isHarmful || name.startsWith('on') || name === 'srcdoc') element.removeAttribute(name);
    }
  }
  return root;
}
