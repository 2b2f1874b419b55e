import { defineAll } from '../index.js';

export type {} from '../index.js';

defineAll();
