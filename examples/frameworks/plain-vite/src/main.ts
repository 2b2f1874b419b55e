import 'cablegram/define';
import './style.css';
import { openPrintShop } from './print-shop';

const door = find('#door', HTMLButtonElement);
const place = find('#app', HTMLDivElement);
const template = find('#print-shop', HTMLTemplateElement);

let isOpen = true;
render();
door.addEventListener('click', () => {
  isOpen = !isOpen;
  render();
});

function render(): void {
  door.textContent = isOpen ? 'Leave the shop' : 'Enter the shop';
  place.replaceChildren(...(isOpen ? [openPrintShop(template)] : []));
}

function find<Found extends Element>(selector: string, type: new () => Found): Found {
  const element = document.querySelector(selector);
  if (!(element instanceof type)) throw new Error(`The page has no ${selector}.`);
  return element;
}
