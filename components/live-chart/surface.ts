// What a chart loads when it is first drawn: the engine, and what a person does with it.
export { ChartGestures } from './chart-gestures.js';
export { ChartReader } from './chart-reader.js';
export { createUplotEngine } from './uplot-engine.js';
