import './style.css';
import type { Metadata } from 'next';
import type { ReactNode } from 'react';

export const metadata: Metadata = {
  title: 'Print shop · Next',
  icons: 'data:,',
  other: { 'color-scheme': 'light dark', 'action-cable-url': '/cable' },
};

export default function Layout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <body>{children}</body>
    </html>
  );
}
