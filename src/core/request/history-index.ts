import { type Asset, assetKey } from '../asset/asset.js';
import { digitsOf } from '../asset/asset-id.js';
import { fold, words } from '../text/normalize.js';

import { isUnlink } from './outcome.js';
import { chosenAssets, hasCard, isOpen, type Request } from './request.js';

/** What an index has to hold of one request, derived from the request alone. Times are milliseconds since the epoch. */
export interface IndexEntries {
  /** When it ended; null while it is open. */
  readonly endedAt: number | null;
  /** Every asset that may ever have had an outcome in it. */
  readonly outcomes: readonly OutcomeEntry[];
}

export interface OutcomeEntry {
  readonly member: string;
  /** Null: it has none (any more). */
  readonly at: number | null;
  /** It was unlinked by way of the bot: by itself, or by operators, as they report. */
  readonly isUnlink: boolean;
}

/** One outcome in the history: which asset of which request. */
export interface OutcomePlace {
  readonly requestId: string;
  readonly assetId: string;
}

export function indexEntriesOf(request: Request): IndexEntries {
  return { endedAt: endOf(request), outcomes: outcomesOf(request) };
}

/** When it ended, as its record says; null while it is open. */
export function endOf(request: Request): number | null {
  if (isOpen(request)) return null;
  return 'endedAt' in request ? request.endedAt : 'decision' in request ? request.decision.at : null;
}

function outcomesOf(request: Request): OutcomeEntry[] {
  if (!hasCard(request) || !('settled' in request)) return [];
  return chosenAssets(request).map((asset) => {
    const outcome = request.settled.find(({ id }) => id === asset.id)?.outcome;
    return {
      member: memberOf(asset, request.id),
      at: outcome?.at ?? null,
      isUnlink: outcome !== undefined && isUnlink(outcome),
    };
  });
}

/**
 * What stands in the index for one outcome: the asset's id, the request's, and what a search for the name looks at, with
 * a space before each. A name of more than words keeps its signs behind a line break.
 */
function memberOf(asset: Asset, requestId: string): string {
  const named = words(asset.name).join(' ');
  const folded = searchable(asset.name);
  return `${asset.id} ${requestId} ${named}${folded === named ? '' : `\n${folded}`}`;
}

/** Folded, and without halves of characters, which Redis's reader of JSON refuses. */
function searchable(text: string): string {
  return fold(text).replace(/\p{Surrogate}/gu, '\ufffd');
}

export function placeOf(member: string): OutcomePlace {
  const [assetId = '', requestId = ''] = member.split(' ', 2);
  return { requestId, assetId };
}

/** One way in which an entry can fit a query; of several, the first that any entry fits is the one that counts. */
export type SearchTest =
  | { readonly type: 'id'; readonly digits: string }
  | { readonly type: 'part'; readonly digits: string }
  /** All of them are there, each begun by its space; no id looks like that. */
  | { readonly type: 'words'; readonly needles: readonly string[] }
  /** It is in what stands behind the ids. */
  | { readonly type: 'signs'; readonly needle: string };

/** The rules of `matchAssets`, for entries of the index: the whole id, else a part of it, else words of the name. */
export function searchTests(query: string): readonly SearchTest[] {
  const digits = digitsOf(query);
  const asked = words(query);
  const bare = searchable(query);
  if (asked.length === 0) return bare === '' ? [] : [{ type: 'signs', needle: bare }];
  const byName: SearchTest = { type: 'words', needles: asked.map((word) => ` ${word}`) };
  return digits === null ? [byName] : [{ type: 'id', digits }, { type: 'part', digits }, byName];
}

/** The outcome that a place names; null where the request has none there (any more). */
export function outcomeAt(request: Request, { assetId }: OutcomePlace) {
  if (!hasCard(request) || !('settled' in request)) return null;
  const asset = request.assets.find(({ id }) => id === assetId);
  const outcome = request.settled.find(({ id }) => id === assetId)?.outcome;
  return asset === undefined || outcome === undefined ? null : { asset, outcome };
}

/** The locks a request may hold, now or ever. */
export function lockable(request: Request): readonly string[] {
  return hasCard(request) ? request.assets.map(assetKey) : [];
}
