import { type Asset, assetKey } from '../asset/asset.js';
import { type CardRequest, isFinished, type OtherRequester } from './request.js';

/** Something that people asked for by joining a request which has ended without it. */
export interface UnmetJoin {
  readonly asset: Pick<Asset, 'kind' | 'id' | 'name'>;
  readonly users: readonly string[];
  /** The newest that one of them gave. */
  readonly reason: string | null;
}

/**
 * What people asked for by joining and a request that has ended did not do anything about, in the order in which they
 * joined: all of it where it never ran, else what was not in its run. The result tells of what was.
 */
export function unmetJoins(request: CardRequest): readonly UnmetJoin[] {
  const ran = isFinished(request) ? request.chosen : [];
  const ids = new Set(request.others.flatMap((other) => joinedFor(other, request)));
  return [...ids]
    .filter((id) => !ran.includes(id))
    .map((id) => {
      const who = request.others.filter((other) => joinedFor(other, request).includes(id));
      const reasons = who.flatMap(({ reason }) => (reason === null ? [] : [reason]));
      return {
        asset: assetOf(id, request),
        users: who.map(({ user }) => user),
        reason: reasons.at(-1) ?? null,
      };
    });
}

/** Ids; an earlier version kept none, so they are known only where there was one thing to ask for. */
function joinedFor({ assets }: OtherRequester, request: CardRequest): readonly string[] {
  return assets ?? (request.assets.length === 1 ? request.assets.map(({ id }) => id) : []);
}

/** By its id alone where a newer reading has taken it off the list. */
function assetOf(id: string, { assets, changes, kind }: CardRequest): UnmetJoin['asset'] {
  const known = [...assets, ...changes.map(({ asset }) => asset)];
  return known.find((asset) => assetKey(asset) === assetKey({ kind, id })) ?? { kind, id, name: '' };
}
