import { Canvas, Controls, Unstyled, useOf } from '@storybook/addon-docs/blocks';
import { render, type TemplateResult } from 'lit';
import { createElement, type FunctionComponent, useLayoutEffect, useRef } from 'react';
import { afterControls, beforeControls } from './element-guide.js';

/** The page of an element: its guide and its manifest, around its first story and the controls. All elements have this one. */
export const ElementPage: FunctionComponent = () => {
  const { story } = useOf('story', ['story']);
  const tag = typeof story.component === 'string' ? story.component : story.title;
  // The other arguments are in the tables of the manifest below.
  const include = Object.keys(story.initialArgs).flatMap((key) => [key, story.argTypes[key]?.name ?? key]);
  return createElement(
    'div',
    { className: 'shop page element' },
    createElement(Lit, { template: beforeControls(tag) }),
    createElement(Canvas, { of: story.moduleExport as never, sourceState: 'none' }),
    createElement(Controls, { of: story.moduleExport as never, include }),
    createElement(Lit, { template: afterControls(tag) }),
  );
};

/** A part of the page that is a template of Lit, as the stories are. */
const Lit: FunctionComponent<{ template: TemplateResult }> = ({ template }) => {
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (place.current) render(template, place.current);
  });
  return createElement(Unstyled, null, createElement('div', { className: 'written', ref: place }));
};
