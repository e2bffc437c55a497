import { indexEntriesOf, placeOf } from '../core/request/history-index.js';
import type { Request } from '../core/request/request.js';
import type { Keys } from './keys.js';

/** The layout of `index-entries.lua`. */
export const indexLayout = '2';

/** The keys of a request's index, as `index-entries.lua` takes them. */
export function indexKeys({ kind, requester }: Request, keys: Keys): string[] {
  return [
    keys.ended,
    keys.requestOfDelivery(requester),
    keys.history(null),
    keys.history(kind),
    keys.unlinked(kind),
  ];
}

/** A request's index entries, as `index-entries.lua` takes them. */
export function indexArgument(request: Request): string {
  const { endedAt, outcomes } = indexEntriesOf(request);
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
