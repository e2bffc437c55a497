import type { ReactNode } from 'react';
import { addressUrl, goTo } from '../workspace/address.js';
import { useWorkspace } from '../workspace/workspace-context.js';
import { messagePlace } from './message-link.js';
import { safeHref } from './safe-href.js';

/**
 * A link that opens beside the workspace. A link to a message opens the message here, and one that a browser should not
 * follow stays text.
 */
export function WebLink({ url, children }: { url: string; children: ReactNode }) {
  const { state } = useWorkspace();
  const place = messagePlace(url, state.team.domain);
  const href = safeHref(url);
  if (place !== null) {
    return (
      <a
        href={addressUrl(place)}
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey || event.shiftKey) return; // a new window or tab
          event.preventDefault();
          goTo(place);
        }}
      >
        {children}
      </a>
    );
  }
  if (href === undefined) return children;
  return (
    <a href={href} target="_blank" rel="noreferrer">
      {children}
    </a>
  );
}
