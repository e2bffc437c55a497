import { type IndexEntries, indexChangesOf, indexEntriesOf, placeOf } from '../core/request/history-index.js';
import type { Request } from '../core/request/request.js';
import type { Keys } from './keys.js';

/** The layout of `index-entries.lua`. */
export const indexLayout = '2';

/** The keys that `index-entries.lua` takes, by their names in it. */
export const indexKeyNames = [
  'request',
  'ended',
  'ofRequester',
  'outcomes',
  'outcomesOfKind',
  'unlinks',
] as const;

/** The arguments that `index-entries.lua` takes, by their names in it. */
export const indexArgNames = ['id', 'indexEntries'] as const;

/** The keys of a request and of its index, as `index-entries.lua` takes them. */
export function indexKeys(
  { id, kind, requester }: Request,
  keys: Keys,
): Record<(typeof indexKeyNames)[number], string> {
  return {
    request: keys.request(id),
    ended: keys.ended,
    ofRequester: keys.requestsOf(requester),
    outcomes: keys.history(null),
    outcomesOfKind: keys.history(kind),
    unlinks: keys.unlinked(kind),
  };
}

/** A request's id and index entries, as `index-entries.lua` takes them. */
export function indexArgs(request: Request): Record<(typeof indexArgNames)[number], string> {
  return { id: request.id, indexEntries: entriesText(request, indexEntriesOf(request)) };
}

/** The same with only what differs from `before`, for an index that has all entries of that revision. */
export function indexChangeArgs(
  before: Request,
  request: Request,
): Record<(typeof indexArgNames)[number], string> {
  return { id: request.id, indexEntries: entriesText(request, indexChangesOf(before, request)) };
}

function entriesText(request: Request, { endedAt, outcomes }: IndexEntries): string {
  return JSON.stringify({
    asked: String(request.askedAt),
    ended: endedAt === null ? '' : String(endedAt),
    outcomes: outcomes.map(({ member, at, isUnlink }) => [
      member,
      unlinkMember(member),
      at === null ? '' : String(at),
      isUnlink ? 1 : 0,
    ]),
  });
}

function unlinkMember(member: string): string {
  const { assetId, requestId } = placeOf(member);
  return `${assetId} ${requestId}`;
}
