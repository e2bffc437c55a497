import { type AssetKind, assetKinds } from '../core/asset/asset.js';
import { hasCard, type Request, requestersOf } from '../core/request/request.js';
import type { PendingPlace } from '../flow/ports/store.js';
import type { Keys } from './keys.js';

/** The layout of `pending-entries.lua`. */
export const pendingLayout = '1';

/** The keys that `pending-entries.lua` takes besides the request's, by their names in it. */
export const pendingKeyNames = ['pendingHere', 'pendingPlaces', 'pendingPeople'] as const;

/** The arguments that `pending-entries.lua` takes besides the request's id, by their names in it. */
export const pendingArgNames = ['pendingEntries'] as const;

/** The keys of the index of pending requests, as `pending-entries.lua` takes them. */
export function pendingKeys(
  place: PendingPlace,
  keys: Keys,
): Record<(typeof pendingKeyNames)[number], string> {
  return {
    pendingHere: keys.pending(place.kind, place.channel),
    pendingPlaces: keys.pendingPlaces,
    pendingPeople: keys.pendingPeople,
  };
}

/** The pending entries after a change, or an empty text if the change concerns none. */
export function pendingEntriesAfter(before: Request | null, after: Request): string {
  return after.status === 'pending' || before?.status === 'pending' ? pendingEntries(after) : '';
}

/** A request's pending entries as its record demands them, as `pending-entries.lua` takes them. */
export function pendingEntries(request: Request): string {
  const people = hasCard(request) ? requestersOf(request) : [request.requester];
  return JSON.stringify({
    place: placeText(request),
    expiresAt: request.status === 'pending' ? String(request.expiresAt) : '',
    people: people.map((user) => `${user} ${request.id} ${placeText(request)}`),
  });
}

/** The member of `pendingPlaces` for a place. */
export function placeText({ kind, channel }: PendingPlace): string {
  return `${kind} ${channel}`;
}

/** Reads a member of `pendingPlaces`; null if no version of the bot wrote it. */
export function parsePlace(text: string): PendingPlace | null {
  const gap = text.indexOf(' ');
  const kind = assetKinds.find((each): each is AssetKind => each === text.slice(0, gap));
  return gap === -1 || kind === undefined ? null : { kind, channel: text.slice(gap + 1) };
}

/** Reads a member of `pendingPeople`; null if no version of the bot wrote it. */
export function parsePersonsEntry(member: string): (PendingPlace & { readonly id: string }) | null {
  const [, id = '', ...place] = member.split(' ');
  const parsed = parsePlace(place.join(' '));
  return parsed === null ? null : { ...parsed, id };
}

/** The range of a person's members of `pendingPeople`, in the terms of ZRANGEBYLEX. */
export function rangeOfPerson(user: string): readonly [from: string, to: string] {
  // `!` is the character after the space that ends the person's id.
  return [`[${user} `, `(${user}!`];
}
