import type { PropsWithChildren } from 'react';
import '@callgrid/call-grid/style.css';
import './app.css';

export default function App({ children }: PropsWithChildren) {
  return children;
}
