'use client';

import 'cablegram/define';
import { useState } from 'react';
import { PrintShop } from './PrintShop';

export function Shop() {
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
