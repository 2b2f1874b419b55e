import { arrowTable, root } from '../rollup.config.js';
import { checkArrows } from './arrows.js';

const faults = checkArrows(root, arrowTable);
if (faults.length > 0) {
  console.error(faults.join('\n'));
  process.exitCode = 1;
} else console.log('Every import follows its arrow, and there is no cycle.');
