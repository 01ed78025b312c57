/**
 * Starts the page: reads the data block, draws the application, and draws all of it when the page is printed.
 * What is drawn is left to `app.tsx`.
 */
import { render } from 'preact';
import type { ReportData } from '../src/report/html/data.js';
import { App } from './app.js';
import './style/index.css';

const place = document.getElementById('app');
const block = document.getElementById('data');

if (place !== null && block !== null) {
  // The data block is written by this program's own renderer in the same file: its type is that of the renderer.
  const data = JSON.parse(block.textContent ?? '') as ReportData;
  const draw = (medium: 'screen' | 'paper') => render(<App data={data} medium={medium} />, place);
  place.replaceChildren();
  draw('screen');
  addEventListener('beforeprint', () => draw('paper'));
  addEventListener('afterprint', () => draw('screen'));
}
