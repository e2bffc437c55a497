import { createHash } from 'node:crypto';
import type { Asset, AssetKind } from '../../../../core/asset/asset.js';
import { digitsOf, isWholeId, readRounded } from '../../../../core/asset/asset-id.js';
import { commandLimits } from '../../../../core/command/command.js';
import { matchAssets } from '../../../../core/matching/match.js';
import { type Item, queriesOf, readList } from '../../../../core/matching/query-list.js';
import { type RichText, richText } from '../../../../core/messages/rich-text.js';
import type { Messages } from '../../../../i18n/messages.js';
import { displayName } from '../../messages/display-name.js';
import { maxLengths, shorten } from '../../messages/limits.js';
import { assetLine } from '../../messages/overview-lines.js';

/** What was pasted into the form, item by item, as it is understood. */
export interface Understood {
  /** Named by their whole ids. */
  readonly named: readonly Asset[];
  /** What fits by a part of an id or by words: the card lists these to be ticked. */
  readonly fits: readonly { readonly query: string; readonly count: number }[];
  readonly missed: readonly string[];
  /** What comes closest to what was missed. */
  readonly closest: readonly Asset[];
}

/** So many lines of what was understood are shown. */
const maxShown = 20;
/** So many of what was not are named. */
const maxNamed = 3;

/** `isAll`: nothing else is asked for, so that what it fits alone is as good as named. */
export function understood(pasted: string, linked: readonly Asset[], isAll: boolean): Understood {
  const named: Asset[] = [];
  const fits: { query: string; count: number }[] = [];
  const missed: string[] = [];
  const closest = new Map<string, Asset>();
  const queries = queriesOf(pasted);
  const isAlone = isAll && queries.length === 1;
  for (const query of queries) {
    const match = matchAssets(query, linked);
    if (match.type === 'exact') named.push(match.asset);
    else if (match.type === 'some' && isAlone && match.assets.length === 1) named.push(...match.assets);
    else if (match.type === 'some') fits.push({ query, count: match.assets.length });
    else missed.push(query);
    if (match.type === 'none') for (const asset of match.closest) closest.set(asset.id, asset);
  }
  return { named, fits, missed, closest: [...closest.values()] };
}

/**
 * Names what was pasted and how it is read, so that a form sent again knows whether it has shown that as understood. A
 * single name reads otherwise beside what is picked; a whole id reads the same everywhere.
 */
export function hashOfPasted(pasted: string, kind: AssetKind, isAll: boolean): string {
  const [only = '', ...more] = queriesOf(pasted);
  const isSame = isAll || more.length > 0 || isWholeId(digitsOf(only) ?? '');
  const beside = isSame ? '' : ' besides what is picked';
  return createHash('sha256').update(`${kind}${beside}\n${pasted}`).digest('base64url').slice(0, 22);
}

/** What can be said against what was pasted without looking at what is linked; null when all is well. */
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

/** What of it fits nothing that is linked, and what that may mean, in sentences; null when all of it fits. */
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

/** What was understood, line by line. */
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
