import { expect } from '@open-wc/testing';
import { elementStories, testStory } from './catalogue.js';

suite('stories of the elements', () => {
  test('there are some', () => {
    expect(elementStories).not.to.be.empty;
  });

  elementStories.forEach(testStory);
});
