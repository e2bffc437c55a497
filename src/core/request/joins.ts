import { type Asset, assetKey } from '../asset/asset.js';
import { type CardRequest, isFinished, type OtherRequester } from './request.js';

/** An asset that people asked for by joining a request that ended without it. */
export interface UnmetJoin {
  readonly asset: Pick<Asset, 'kind' | 'id' | 'name'>;
  readonly users: readonly string[];
  /** The newest reason that one of them gave. */
  readonly reason: string | null;
}

/**
 * The assets that people asked for by joining and that the ended request did nothing about, in order of joining: all
 * of them if it never ran, otherwise those not in its run. The result covers the others.
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

/** Ids. An earlier version stored none, so they are known only if the request lists a single asset. */
function joinedFor({ assets }: OtherRequester, request: CardRequest): readonly string[] {
  return assets ?? (request.assets.length === 1 ? request.assets.map(({ id }) => id) : []);
}

/** By id alone if a newer reading took it off the list. */
function assetOf(id: string, { assets, changes, kind }: CardRequest): UnmetJoin['asset'] {
  const known = [...assets, ...changes.map(({ asset }) => asset)];
  return known.find((asset) => assetKey(asset) === assetKey({ kind, id })) ?? { kind, id, name: '' };
}
