import type { Pending, Request } from '../core/request/request.js';

/** Pending requests that have not expired, soonest to expire first. */
export function soonestFirst(requests: readonly Request[], now: number): Pending[] {
  return requests
    .filter((request): request is Pending => request.status === 'pending' && request.expiresAt > now)
    .sort((a, b) => a.expiresAt - b.expiresAt || (a.id < b.id ? -1 : 1));
}
