import { Component, signal } from '@angular/core';
import { PrintShop } from './print-shop';

@Component({
  selector: 'app-root',
  imports: [PrintShop],
  template: `
    <button type="button" (click)="isOpen.set(!isOpen())">{{ isOpen() ? 'Leave the shop' : 'Enter the shop' }}</button>
    @if (isOpen()) {
      <print-shop />
    }
  `,
})
export class App {
  readonly isOpen = signal(true);
}
