import { expect } from '@open-wc/testing';
import { otherStories, pages, testPage, testStory } from './catalogue.js';

suite('pages of the catalogue', () => {
  test('there are some', () => {
    expect(otherStories).not.to.be.empty;
    expect(pages).not.to.be.empty;
  });

  otherStories.forEach(testStory);
});

suite('pages of the elements', () => {
  pages.forEach(testPage);
});
