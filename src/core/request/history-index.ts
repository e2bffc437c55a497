import { type Asset, assetKey } from '../asset/asset.js';
import { digitsOf } from '../asset/asset-id.js';
import { fold, words } from '../text/normalize.js';

import { isUnlink } from './outcome.js';
import { chosenAssets, hasCard, isOpen, type Request } from './request.js';

/** The index entries of one request, derived from the request alone. Times are milliseconds since the epoch. */
export interface IndexEntries {
  /** The end of the request; null while it is open. */
  readonly endedAt: number | null;
  /** Every asset that may ever have had an outcome in it. */
  readonly outcomes: readonly OutcomeEntry[];
}

export interface OutcomeEntry {
  readonly member: string;
  /** Null: it has no outcome, or no longer has one. */
  readonly at: number | null;
  /** Unlinked through the bot: by itself, or by operators, as they report. */
  readonly isUnlink: boolean;
}

/** The place of one outcome in the history. */
export interface OutcomePlace {
  readonly requestId: string;
  readonly assetId: string;
}

export function indexEntriesOf(request: Request): IndexEntries {
  return { endedAt: endOf(request), outcomes: outcomesOf(request) };
}

/** The recorded end of the request; null while it is open. */
export function endOf(request: Request): number | null {
  if (isOpen(request)) return null;
  return 'endedAt' in request ? request.endedAt : 'decision' in request ? request.decision.at : null;
}

/** The same with only those outcomes whose entries differ from those of an earlier revision of the request. */
export function indexChangesOf(before: Request, request: Request): IndexEntries {
  const earlier = new Map(indexedOutcomes(before).map((each) => [each.asset.id, each]));
  const changed = indexedOutcomes(request).filter(
    (each) => !isIndexedAlike(earlier.get(each.asset.id), each),
  );
  return { endedAt: endOf(request), outcomes: changed.map((each) => entryOf(each, request.id)) };
}

interface IndexedOutcome {
  readonly asset: Asset;
  readonly at: number | null;
  readonly isUnlink: boolean;
}

function indexedOutcomes(request: Request): IndexedOutcome[] {
  if (!hasCard(request) || !('settled' in request)) return [];
  const outcomes = new Map(request.settled.map(({ id, outcome }) => [id, outcome]));
  return chosenAssets(request).map((asset) => {
    const outcome = outcomes.get(asset.id);
    return { asset, at: outcome?.at ?? null, isUnlink: outcome !== undefined && isUnlink(outcome) };
  });
}

/** An asset without an outcome has no entry, whatever its name. */
function isIndexedAlike(before: IndexedOutcome | undefined, now: IndexedOutcome): boolean {
  if (before === undefined) return now.at === null;
  const isSame = before.at === now.at && before.isUnlink === now.isUnlink;
  return isSame && (now.at === null || before.asset.name === now.asset.name);
}

function outcomesOf(request: Request): OutcomeEntry[] {
  return indexedOutcomes(request).map((each) => entryOf(each, request.id));
}

function entryOf({ asset, at, isUnlink: isUnlinked }: IndexedOutcome, requestId: string): OutcomeEntry {
  return { member: memberOf(asset, requestId), at, isUnlink: isUnlinked };
}

/**
 * The index member of one outcome: asset id, request id and the name's words, separated by spaces. If the name has
 * more than words, its folded form follows after a newline.
 */
function memberOf(asset: Asset, requestId: string): string {
  const named = words(asset.name).join(' ');
  const folded = searchable(asset.name);
  return `${asset.id} ${requestId} ${named}${folded === named ? '' : `\n${folded}`}`;
}

/** Folded, and without lone surrogates, which Redis's JSON parser refuses. */
function searchable(text: string): string {
  return fold(text).replace(/\p{Surrogate}/gu, '\ufffd');
}

export function placeOf(member: string): OutcomePlace {
  const [assetId = '', requestId = ''] = member.split(' ', 2);
  return { requestId, assetId };
}

/** One way for an entry to match a query. The tests are tried in order, and the first with any match counts. */
export type SearchTest =
  | { readonly type: 'id'; readonly digits: string }
  | { readonly type: 'part'; readonly digits: string }
  /** The entry contains all needles, each preceded by its space; no id looks like that. */
  | { readonly type: 'words'; readonly needles: readonly string[] }
  /** The text after the ids contains the needle. */
  | { readonly type: 'signs'; readonly needle: string };

/** The rules of `matchAssets` for index entries: the whole id, else a part of it, else words of the name. */
export function searchTests(query: string): readonly SearchTest[] {
  const digits = digitsOf(query);
  const asked = words(query);
  const bare = searchable(query);
  if (asked.length === 0) return bare === '' ? [] : [{ type: 'signs', needle: bare }];
  const byName: SearchTest = { type: 'words', needles: asked.map((word) => ` ${word}`) };
  return digits === null ? [byName] : [{ type: 'id', digits }, { type: 'part', digits }, byName];
}

/** The outcome at a place; null if the request has none there, or no longer has one. */
export function outcomeAt(request: Request, { assetId }: OutcomePlace) {
  if (!hasCard(request) || !('settled' in request)) return null;
  const asset = request.assets.find(({ id }) => id === assetId);
  const outcome = request.settled.find(({ id }) => id === assetId)?.outcome;
  return asset === undefined || outcome === undefined ? null : { asset, outcome };
}

/** All locks that a request may hold, now or ever. */
export function lockable(request: Request): readonly string[] {
  return hasCard(request) ? request.assets.map(assetKey) : [];
}
