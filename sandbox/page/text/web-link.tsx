import type { ReactNode } from 'react';
import { safeHref } from './safe-href.js';

/** A link that opens beside the workspace; one that a browser should not follow stays text. */
export function WebLink({ url, children }: { url: string; children: ReactNode }) {
  const href = safeHref(url);
  if (href === undefined) return children;
  return (
    <a href={href} target="_blank" rel="noreferrer">
      {children}
    </a>
  );
}
