import type { MarkdownRenderer } from 'vitepress';

type Token = ReturnType<MarkdownRenderer['parse']>[number];

/** Renders documents that are written for readers of the repository, and know nothing of Vue. */
export function plainMarkdown(markdown: MarkdownRenderer): void {
  markdown.core.ruler.push('plain-markdown', ({ tokens }) => {
    for (const { children } of tokens) {
      unlinkSources(children ?? []);
      // `{{ }}` in code is text.
      for (const token of children ?? []) if (token.type === 'code_inline') token.attrSet('v-pre', '');
    }
  });
}

/** Shows links to files of the repository as plain text, because the site does not hold those files. */
function unlinkSources(tokens: readonly Token[]): void {
  let isUnlinked = false;
  for (const token of tokens) {
    if (token.type === 'link_open') isUnlinked = /^(\.\.\/)+(examples|test|src|components|bench)\//.test(token.attrGet('href') ?? '');
    else if (token.type !== 'link_close') continue;
    if (!isUnlinked) continue;
    token.tag = 'span';
    token.attrs = null;
  }
}
