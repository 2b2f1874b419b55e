import { createSignal, Show } from 'solid-js';
import { PrintShop } from './PrintShop';

export function App() {
  const [isOpen, setOpen] = createSignal(true);

  return (
    <>
      <button type="button" onClick={() => setOpen(!isOpen())}>
        {isOpen() ? 'Leave the shop' : 'Enter the shop'}
      </button>
      <Show when={isOpen()}>
        <PrintShop />
      </Show>
    </>
  );
}
