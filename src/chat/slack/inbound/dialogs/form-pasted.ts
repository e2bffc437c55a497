import { createHash } from 'node:crypto';
import type { Asset, AssetKind } from '../../../../core/asset/asset.js';
import { digitsOf, isWholeId, readRounded } from '../../../../core/asset/asset-id.js';
import { commandLimits } from '../../../../core/command/command.js';
import { type Match, matchInSteps } from '../../../../core/matching/match.js';
import { type Item, queriesOf, readList } from '../../../../core/matching/query-list.js';
import { type RichText, richText } from '../../../../core/messages/rich-text.js';
import type { Messages } from '../../../../i18n/messages.js';
import { displayName } from '../../messages/display-name.js';
import { maxLengths, shorten } from '../../messages/limits.js';
import { assetLine } from '../../messages/overview-lines.js';

/** A pasted list, matched item by item. */
export interface Understood {
  /** Assets named by their whole ids. */
  readonly named: readonly Asset[];
  /** Queries that match by part of an id or by words: the card lists their matches to be ticked. */
  readonly fits: readonly { readonly query: string; readonly count: number }[];
  readonly missed: readonly string[];
  /** The assets closest to the unmatched items. */
  readonly closest: readonly Asset[];
}

const nothing: Match = { type: 'none', closest: [] };
/** At most this many lines of matches are shown. */
const maxShown = 20;
/** At most this many unmatched items are named. */
const maxNamed = 3;

/**
 * Matches the queries of a pasted list, in steps. `isAll`: the form requests nothing else, so a query's only match
 * counts as named.
 */
export function* understood(
  queries: readonly string[],
  linked: readonly Asset[],
  isAll: boolean,
): Generator<void, Understood> {
  const named: Asset[] = [];
  const fits: { query: string; count: number }[] = [];
  const missed: string[] = [];
  const closest = new Map<string, Asset>();
  const isAlone = isAll && queries.length === 1;
  for (const query of queries) {
    const [match = nothing] = yield* matchInSteps([query], linked);
    if (match.type === 'exact') named.push(match.asset);
    else if (match.type === 'some' && isAlone && match.assets.length === 1) named.push(...match.assets);
    else if (match.type === 'some') fits.push({ query, count: match.assets.length });
    else missed.push(query);
    if (match.type === 'none') for (const asset of match.closest) closest.set(asset.id, asset);
  }
  return { named, fits, missed, closest: [...closest.values()] };
}

/**
 * Identifies pasted text and how it was matched, so that a resubmitted form knows whether it has shown that. A single
 * name is matched differently beside picked assets; a whole id is not.
 */
export function hashOfPasted(pasted: string, kind: AssetKind, isAll: boolean): string {
  const [only = '', ...more] = queriesOf(pasted);
  const isSame = isAll || more.length > 0 || isWholeId(digitsOf(only) ?? '');
  const beside = isSame ? '' : ' besides what is picked';
  return createHash('sha256').update(`${kind}${beside}\n${pasted}`).digest('base64url').slice(0, 22);
}

/** Checks pasted text without the list of linked assets; null when it is valid. */
export function pastedProblem(
  pasted: string,
  kind: AssetKind,
  { dialog: { problem } }: Messages,
): string | null {
  const items = readList(pasted);
  const others = items.filter((item) => item.kind !== null && item.kind !== kind);
  if (others.length > 0) return problem.otherKind(shortNames(others.map(queryOf)), kind);
  const isLong = items.some(({ query }) => [...query].length > commandLimits.query);
  return isLong ? problem.pastedTooLong(commandLimits.query) : null;
}

/** Sentences about the items that match no linked asset, and their likely causes; null when all match. */
export function missedProblem(
  { missed, closest }: Understood,
  { dialog: { problem } }: Messages,
): string | null {
  if (missed.length === 0) return null;
  const rounded = missed.filter((query) => readRounded(query) !== null);
  const others = missed.filter((query) => !rounded.includes(query));
  const near = closest
    .slice(0, maxNamed)
    .map((asset) => `${displayName(asset, maxLengths.person)} (${asset.id})`);
  return [
    ...(rounded.length === 0 ? [] : [problem.rounded(shortNames(rounded))]),
    ...(others.length === 0 ? [] : [problem.notFound(shortNames(others))]),
    ...(near.length === 0 ? [] : [problem.closest(near)]),
  ].join(' ');
}

/** The matches, line by line. */
export function understoodLines({ named, fits }: Understood, messages: Messages): readonly RichText[] {
  const { form } = messages.dialog;
  const all = [
    ...named.map((asset) => assetLine(asset, messages)),
    ...fits.map(({ query, count }) => form.fits(shorten(query, maxLengths.person), count)),
  ];
  const more = all.length - maxShown;
  return more > 0 ? [...all.slice(0, maxShown), richText`${messages.answer.more(more)}`] : all;
}

function queryOf({ query }: Item): string {
  return query;
}

function shortNames(queries: readonly string[]): string[] {
  const names = queries.slice(0, maxNamed).map((query) => `“${shorten(query, maxLengths.person)}”`);
  return queries.length > maxNamed ? [...names, '…'] : names;
}
