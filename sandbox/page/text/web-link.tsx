import type { MouseEvent, ReactNode } from 'react';
import { goTo } from '../workspace/address.js';
import { placeOfPermalink } from '../workspace/permalink.js';
import { safeHref } from './safe-href.js';

/** A link that opens beside the workspace, or in it where it leads to a message; one that a browser should not follow stays text. */
export function WebLink({ url, children }: { url: string; children: ReactNode }) {
  const href = safeHref(url);
  if (href === undefined) return children;
  const place = placeOfPermalink(href, window.location.href);
  if (place === null)
    return (
      <a href={href} target="_blank" rel="noreferrer">
        {children}
      </a>
    );
  const open = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    goTo(place);
  };
  return (
    <a href={href} onClick={open}>
      {children}
    </a>
  );
}
