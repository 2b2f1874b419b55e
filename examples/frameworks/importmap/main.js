import { openPrintShop } from './print-shop.js';

const door = find('#door', HTMLButtonElement);
const place = find('#app', HTMLDivElement);
const template = find('#print-shop', HTMLTemplateElement);

/** @type {(() => void) | undefined} */
let close;
render();
door.addEventListener('click', render);

function render() {
  if (close === undefined) {
    close = openPrintShop(template, place);
  } else {
    close();
    close = undefined;
  }
  door.textContent = close === undefined ? 'Enter the shop' : 'Leave the shop';
}

/**
 * @template {Element} Found
 * @param {string} selector
 * @param {new () => Found} type
 */
function find(selector, type) {
  const element = document.querySelector(selector);
  if (!(element instanceof type)) throw new Error(`The page has no ${selector}.`);
  return element;
}
