import { useSyncExternalStore } from 'react';

/** The person and the place of this window. The URL holds them, so that two windows can be two people. */
export interface Address {
  as: string | null;
  /** A channel id, `home` for the App Home, or `dm` for this person's conversation with the bot. */
  channel: string | null;
  thread: string | null;
  /** The message named by a link. */
  message: string | null;
}

const addressChanged = 'address-changed';

function subscribe(changed: () => void): () => void {
  window.addEventListener('popstate', changed);
  window.addEventListener(addressChanged, changed);
  return () => {
    window.removeEventListener('popstate', changed);
    window.removeEventListener(addressChanged, changed);
  };
}

export function useAddress(): Address {
  const search = useSyncExternalStore(subscribe, () => window.location.search);
  const query = new URLSearchParams(search);
  return {
    as: query.get('as'),
    channel: query.get('channel'),
    thread: query.get('thread'),
    message: query.get('message'),
  };
}

export function addressUrl(asked: Partial<Address>): string {
  // A different place no longer concerns the message a link named.
  const change = { message: null, ...asked };
  return `${window.location.pathname}?${queryOf(change)}`;
}

/** The query of the page's address with these changes. */
function queryOf(change: Partial<Address>): string {
  const query = new URLSearchParams(window.location.search);
  for (const [name, value] of Object.entries(change)) {
    if (value === null) query.delete(name);
    else query.set(name, value);
  }
  return query.toString();
}

export function goTo(change: Partial<Address>): void {
  const url = addressUrl(change);
  if (url === window.location.pathname + window.location.search) return;
  window.history.pushState(null, '', url);
  window.dispatchEvent(new Event(addressChanged));
}
