import { useSyncExternalStore } from 'react';
import type { Side } from '../../zalo/page-contract.js';

/** The person and the chat of this window. The URL holds them, so that two windows can be two people. */
interface PhoneAddress {
  readonly as: string | null;
  readonly chat: Side;
}

const addressChanged = 'address-changed';

function subscribe(changed: () => void): () => void {
  const events = ['popstate', addressChanged];
  for (const event of events) window.addEventListener(event, changed);
  return () => {
    for (const event of events) window.removeEventListener(event, changed);
  };
}

export function usePhoneAddress(): PhoneAddress {
  const query = new URLSearchParams(useSyncExternalStore(subscribe, () => window.location.search));
  return { as: query.get('as'), chat: query.get('chat') === 'bot' ? 'bot' : 'oa' };
}

export function goTo(change: { readonly as: string } | { readonly chat: Side }): void {
  const query = new URLSearchParams(window.location.search);
  for (const [name, value] of Object.entries(change)) query.set(name, value);
  window.history.pushState(null, '', `${window.location.pathname}?${query}`);
  window.dispatchEvent(new Event(addressChanged));
}
