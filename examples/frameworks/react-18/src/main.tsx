import 'cablegram/define';
import './style.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App';

const container = document.getElementById('app');
if (container === null) throw new Error('The page has no element #app.');

createRoot(container).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
