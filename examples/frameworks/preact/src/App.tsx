import { useState } from 'preact/hooks';
import { PrintShop } from './PrintShop';

export function App() {
  const [isOpen, setOpen] = useState(true);

  return (
    <>
      <button type="button" onClick={() => setOpen(!isOpen)}>
        {isOpen ? 'Leave the shop' : 'Enter the shop'}
      </button>
      {isOpen && <PrintShop />}
    </>
  );
}
