import { referenceOf, tagNames } from './manifest.js';

/** One page for each element. */
export default {
  paths: () => tagNames.map((tag) => ({ params: { tag, title: `<${tag}>` }, content: referenceOf(tag) })),
};
