import 'cablegram/define';
import './style.css';
import { render } from 'preact';
import { App } from './App';

const container = document.getElementById('app');
if (container === null) throw new Error('The page has no element #app.');

render(<App />, container);
