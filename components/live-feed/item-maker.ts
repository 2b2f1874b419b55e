import type { Message } from '../../src/index.js';
import { dateFormat } from '../format/intl-cache.js';
import type { LocalizeController } from '../internal/localize.js';
import { createItem, describeItem, fillItem, readerOf } from './built-in-item.js';
import type { RenderedItem } from './feed-list.js';
import type { ItemMessage } from './feed-state.js';
import { compileTemplate, type TemplateInstance } from './item-template.js';

/** Makes the node of an item, in the page's own code. */
export type RenderItem = (body: unknown, message: Message) => Node;

/** Makes the elements of items: by the page's function, else by its `<template slot="item">`, else by itself. */
export class ItemMaker {
  readonly #host: HTMLElement & { readonly renderItem: RenderItem | undefined };
  readonly #words: LocalizeController;
  #template: HTMLTemplateElement | null = null;
  #instantiate: (() => TemplateInstance) | undefined;

  constructor(host: HTMLElement & { readonly renderItem: RenderItem | undefined }, words: LocalizeController) {
    this.#host = host;
    this.#words = words;
  }

  make(message: ItemMessage): RenderedItem {
    const made = this.#makeByPage(message);
    if (made) return { element: made };
    const instance = this.#fromTemplate();
    const element = instance?.element ?? createItem();
    const update = (newer: ItemMessage): void => {
      if (instance) instance.update(readerOf(newer));
      else fillItem(element, describeItem(newer, this.#words.lang()));
    };
    update(message);
    return { element, update };
  }

  /** Makes the row that says from when to when (epoch ms) updates were missed. */
  makeGap(since: number, until: number): HTMLElement {
    // Within one minute, only the seconds tell the two ends apart.
    const isShort = Math.floor(since / 60_000) === Math.floor(until / 60_000);
    const format = dateFormat(this.#words.lang(), { hour: '2-digit', minute: '2-digit', ...(isShort && { second: '2-digit' }) });
    const [first, last] = [Math.min(since, until), Math.max(since, until)];
    const row = document.createElement('article');
    row.dataset['liveGap'] = '';
    const reload = document.createElement('a');
    reload.setAttribute('href', '');
    reload.textContent = this.#words.term('feedReload');
    row.append(this.#words.term('feedMissed', format.formatRange(first, last)), ' · ', reload);
    return row;
  }

  #fromTemplate(): TemplateInstance | undefined {
    const template = this.#host.querySelector<HTMLTemplateElement>(':scope > template[slot="item"]');
    if (template !== this.#template) {
      this.#template = template;
      this.#instantiate = template ? compileTemplate(template) : undefined;
    }
    return this.#instantiate?.();
  }

  /** Where the page's own function fails, the item is worth more than its looks. */
  #makeByPage(message: ItemMessage): HTMLElement | undefined {
    try {
      const node = this.#host.renderItem?.(message.body, message);
      if (!node || node instanceof HTMLElement) return node;
      const article = document.createElement('article');
      article.append(node);
      return article;
    } catch (error) {
      reportError(error);
      return undefined;
    }
  }
}
