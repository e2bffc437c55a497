import type { types } from '@slack/bolt';
import type { Asset } from '../../../core/asset/asset.js';
import { mistakable } from '../../../core/asset/mistakable.js';
import { speaksOfDryRun } from '../../../core/command/command-parts.js';
import { bold, code, joined, type RichText, richText } from '../../../core/messages/rich-text.js';
import { namedAssets } from '../../../core/request/asset-list.js';
import { assetsToVerifyFor } from '../../../core/request/asset-rules.js';
import { awaitingOf } from '../../../core/request/awaiting.js';
import type { Policy } from '../../../core/request/policy.js';
import {
  type AssetChange,
  type CardRequest,
  type ExcludedAsset,
  isNothingLeft,
  listedAssets,
  type OtherRequester,
  type Pending,
} from '../../../core/request/request.js';
import { outcomeOf } from '../../../core/request/run-outcomes.js';
import type { Messages } from '../../../i18n/messages.js';
import { outcomeMarks } from '../../../i18n/outcome-marks.js';
import { assetFacts } from './asset-facts.js';
import { boxGroups, boxOf, tickedOf } from './card-boxes.js';
import { controlsOf } from './card-controls.js';
import type { CardFacts } from './card-facts.js';
import { displayName } from './display-name.js';
import { limits, maxLengths, shorten, untrustedText } from './limits.js';
import { plainTextObject } from './plain-text.js';
import { bullets, lines, messageText, paragraph, richTextBlock, type SlackMessage } from './rich-text.js';
import { shortQueries, unmatchedLines } from './unmatched-lines.js';

/** A longer list gets one line per asset, so that the card stays readable and within Slack's limits. */
const maxInFull = 10;
/** People read no more than this of any list beside the assets. */
const maxBeside = 3;
const barLength = 10;

/** The message that shows a request, always built from the stored state. */
export function renderCard(request: CardRequest, facts: CardFacts, messages: Messages): SlackMessage {
  const { card } = messages;
  const title = card.title(request);
  const opening = openingLines(request, messages);
  const changes = isOfItsList(request) ? changeLines(request.changes, messages) : [];
  const warning = changes.length === 0 || request.status !== 'pending' ? [] : [card.changed];
  const listed = assetsOnCard(request);
  const inFull = listed.length <= maxInFull;
  const assets = listed.map((asset) => assetLines(asset, request, inFull, messages));
  const closing = request.status === 'pending' ? pendingLines(request, facts, messages) : [];
  const status = [card.status(request, awaitingOf(request, facts)), ...progressOf(request, messages)];
  return {
    text: messageText([
      [{ text: title }],
      ...status,
      ...opening,
      ...warning,
      ...changes,
      ...assets,
      ...closing,
    ]),
    blocks: [
      { type: 'header', text: plainTextObject(shorten(title, limits.header)) },
      richTextBlock(lines(opening)),
      ...(changes.length === 0
        ? []
        : [richTextBlock(...(warning.length === 0 ? [] : [lines(warning)]), bullets(changes))]),
      ...(inFull
        ? fullList(listed, assets, request, messages)
        : compactList(request, assets, facts, messages)),
      ...(closing.length === 0 ? [] : [richTextBlock(lines(closing))]),
      richTextBlock(lines(status)),
      ...controlsOf(request, facts, messages),
    ],
  };
}

function openingLines(request: CardRequest, { card }: Messages): RichText[] {
  const shortQueries = request.queries.map((query) => shorten(query, maxLengths.person));
  return [
    ...(request.dryRun ? [card.dryRun] : []),
    card.asks({ ...request, queries: shortQueries.slice(0, maxInFull) }, namedAssets(request).length),
    ...(request.reason === null ? [] : [card.reason(request.reason)]),
    ...(isForReal(request) ? [] : [card.reasonSaysDryRun]),
    ...request.others.slice(0, maxBeside).map((other) => card.alsoAsked(shortOther(other))),
    ...(request.others.length <= maxBeside ? [] : [card.moreAsked(request.others.length - maxBeside)]),
  ];
}

/** If the reason mentions a dry run and the request is none, its approver would believe that nothing happens. */
function isForReal({ reason, dryRun, status }: CardRequest): boolean {
  return status !== 'pending' || dryRun || reason === null || !speaksOfDryRun(reason);
}

/** Changes of the latest reading are shown while the request is pending, and when they have ended it. */
function isOfItsList(request: CardRequest): boolean {
  return request.status === 'pending' || isNothingLeft(request);
}

/** The assets on a card: those that can be ticked, later those that the decision covers. */
function assetsOnCard(request: CardRequest): readonly Asset[] {
  return request.status === 'pending' ? request.assets : listedAssets(request);
}

/** All facts of each asset, with a box to tick it if there is a choice. */
function fullList(
  listed: readonly Asset[],
  assets: readonly RichText[],
  request: CardRequest,
  messages: Messages,
): types.KnownBlock[] {
  const said = assets.map((asset) => richTextBlock(paragraph(asset)));
  // A single chosen asset needs no box; one that nobody named must be ticked by a person.
  if (request.status !== 'pending' || (listed.length === 1 && request.chosen.length === 1)) return said;
  const withBoxes = listed.flatMap((asset, index) => [
    ...said.slice(index, index + 1),
    boxOf(asset, index, request, messages),
  ]);
  return [richTextBlock(paragraph([{ text: messages.card.choose(tickedOf(request)) }])), ...withBoxes];
}

/** If many assets can still be ticked, their facts appear only beside their boxes. */
function compactList(
  request: CardRequest,
  assets: readonly RichText[],
  { policy }: CardFacts,
  messages: Messages,
): types.KnownBlock[] {
  return request.status === 'pending'
    ? boxGroups(request, policy, messages)
    : [richTextBlock(bullets(assets))];
}

function assetLines(asset: Asset, request: CardRequest, inFull: boolean, messages: Messages): RichText {
  const outcome = outcomeOf(request, asset.id);
  const done = outcome === null ? '' : `${outcomeMarks[outcome.type]} `;
  if (!inFull) return richText`${done}${bold(displayName(asset, maxLengths.person))} · ${code(asset.id)}`;
  const name = richText`${done}${bold(displayName(asset, maxLengths.name))}`;
  return joined([name, ...assetFacts(asset, messages)], '\n');
}

function pendingLines(request: Pending, { policy, eligible }: CardFacts, messages: Messages): RichText[] {
  const { card } = messages;
  const given = request.approvals.length;
  const isShort = eligible !== null && policy.approvers.length > 0 && eligible < policy.approvals;
  const missed = unmatchedLines(request, messages);
  const none = shortQueries(missed.unexplained);
  return [
    ...(request.more === 0 ? [] : [card.more(request.more, request.kind)]),
    ...(none.length === 0 ? [] : [card.missed(none)]),
    ...missed.lines,
    ...(request.closest === undefined || request.closest.length === 0
      ? []
      : [card.closest(request.closest.map(shortAsset))]),
    ...excludedLines(request, maxBeside, messages),
    ...mistakableLines(request, messages),
    card.effect(request.kind, request.chosen.length || request.assets.length),
    card.approvers(policy),
    ...(isShort ? [card.tooFewApprovers(eligible, policy.approvals)] : []),
    ...(eligible === null ? [card.approversUnreadable] : []),
    ...digitsLine(request, policy, messages),
    ...(request.dropped.length === 0 ? [] : [card.dropped(request.dropped)]),
    ...(given === 0 ? [] : [card.approvals(request.approvals, policy.approvals)]),
    card.expires(request),
  ];
}

/** Names the assets whose digits must be typed to confirm, unless there is only one. */
export function digitsLine(request: Pending, policy: Policy, { card }: Messages): RichText[] {
  const toType = assetsToVerifyFor(policy, request);
  if (toType.length === 0) return [];
  const isClear = request.chosen.length === 1;
  return [card.typeDigits(isClear ? [] : toType.map((asset) => displayName(asset, maxLengths.person)))];
}

/** Warns of names that a person could confuse. */
function mistakableLines({ assets }: Pending, { card }: Messages): RichText[] {
  const { alike, mixed } = mistakable(assets);
  return [
    ...(alike.length === 0 ? [] : [card.alike(alike.length)]),
    ...(mixed.length === 0 ? [] : [card.mixedAlphabets(mixed.slice(0, maxBeside).map(({ id }) => id))]),
  ];
}

/** "▓▓▓░░░░░░░ 3 of 10" while a run handles several assets. */
function progressOf(request: CardRequest, { card }: Messages): RichText[] {
  const all = request.chosen.length;
  if (request.status !== 'running' || all < 2) return [];
  const done = request.settled.length;
  const full = Math.floor((done / all) * barLength);
  return [richText`${'▓'.repeat(full)}${'░'.repeat(barLength - full)} ${card.progress(done, all)}`];
}

/** The excluded assets and the reasons, as many as people read; the rest are counted. */
export function excludedLines(
  { withheld, withheldMore = 0 }: Pick<Pending, 'withheld' | 'withheldMore'>,
  most: number,
  { card }: Messages,
): RichText[] {
  const shown = withheld.slice(0, most).map((each) => card.withheld(shortWithheld(each)));
  const rest = withheld.length - shown.length + withheldMore;
  return rest === 0 ? shown : [...shown, card.moreWithheld(rest)];
}

/** The changes, as many as people read; the rest are counted. */
export function changeLines(changes: readonly AssetChange[], { card }: Messages): RichText[] {
  const shown = changes.slice(0, maxInFull).map((each) => card.change(shortChange(each)));
  const rest = changes.length - shown.length;
  return rest === 0 ? shown : [...shown, card.moreChanges(rest)];
}

function shortOther(other: OtherRequester): OtherRequester {
  return { ...other, reason: other.reason === null ? null : shorten(other.reason, maxLengths.name) };
}

function shortAsset(asset: Asset): Asset {
  return { ...asset, name: displayName(asset, maxLengths.person) };
}

/** An excluded asset whose texts from the ZCA and the policy are safe to show. */
function shortWithheld({ asset, why }: ExcludedAsset): ExcludedAsset {
  const short =
    why.type === 'protected' ? { ...why, message: untrustedText(why.message, maxLengths.message) } : why;
  return { asset: shortAsset(asset), why: short };
}

/** A change whose texts from the ZCA and the policy are safe to show. */
export function shortChange(change: AssetChange): AssetChange {
  const asset = shortAsset(change.asset);
  if (change.type === 'changed') return { ...change, asset, before: shortAsset(change.before) };
  return change.type === 'protected'
    ? { ...change, asset, message: untrustedText(change.message, maxLengths.message) }
    : { ...change, asset };
}
