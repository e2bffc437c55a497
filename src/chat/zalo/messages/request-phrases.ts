import type { Asset } from '../../../core/asset/asset.js';
import { bold, code, type RichText, richText } from '../../../core/messages/rich-text.js';
import { awaitingOf } from '../../../core/request/awaiting.js';
import type { Outcome } from '../../../core/request/outcome.js';
import {
  type CardRequest,
  chosenAssets,
  type Finished,
  hasCard,
  listedAssets,
  type Request,
} from '../../../core/request/request.js';
import { outcomeOf } from '../../../core/request/run-outcomes.js';
import { printable } from '../../../core/text/normalize.js';
import { shorten } from '../../../core/text/shorten.js';
import type { Messages } from '../../../i18n/messages.js';
import { outcomeMarks } from '../../../i18n/outcome-marks.js';

/** Texts from outside are cut to this many characters. */
export const longestSaid = 300;

/** A request that waits, with all that somebody needs to decide. Its assets have numbers, to choose by. */
export function cardPhrases(
  request: Extract<CardRequest, { status: 'pending' }>,
  needed: number,
  messages: Messages,
): RichText[] {
  const { card } = messages;
  return [
    [bold(card.title(request))],
    ...(request.dryRun ? [card.dryRun] : []),
    card.asks(request, 0),
    ...(request.reason === null ? [] : [card.reason(shorten(printable(request.reason), longestSaid))]),
    ...(request.changes.length === 0 ? [] : [card.changed]),
    // All of them: nobody confirms what the card has not shown.
    ...request.assets.map((asset, at) => numberedAsset(asset, at, request, messages)),
    ...request.withheld.slice(0, 3).map((each) => card.withheld({ ...each, asset: short(each.asset) })),
    card.effect(request.kind, request.chosen.length || request.assets.length),
    ...(request.approvals.length === 0 ? [] : [card.approvals(request.approvals, needed)]),
    card.expires(request),
  ];
}

function numberedAsset(asset: Asset, at: number, request: CardRequest, messages: Messages): RichText {
  const isOnly = request.assets.length === 1;
  const tick = isOnly ? '' : `${request.chosen.includes(asset.id) ? '☑' : '☐'} `;
  return richText`${tick}${at + 1}. ${assetLine(asset, messages)}`;
}

/** A request's newest state, in few lines. */
export function statePhrases(request: CardRequest, messages: Messages): RichText[] {
  const { card } = messages;
  const listed = listedAssets(request);
  return [
    [bold(card.title(request))],
    card.status(request, awaitingOf(request, null)),
    ...listed.slice(0, 5).map((asset) => richText`• ${assetLine(asset, messages)}`),
    ...moreOf(listed.length - 5, messages),
  ];
}

/** The end of a run, asset by asset. */
export function resultPhrases(request: Finished, messages: Messages): RichText[] {
  const all = chosenAssets(request);
  return [
    messages.result.summary(request),
    ...all.map((asset) => outcomeLine(asset, outcomeOf(request, asset.id), messages)),
    messages.result.people(request),
  ];
}

export function outcomeLine(asset: Asset, outcome: Outcome | null, messages: Messages): RichText {
  if (outcome === null) return assetLine(asset, messages);
  const said = messages.result.outcome(outcome);
  const line = richText`${outcomeMarks[outcome.type]} ${assetLine(asset, messages)}: ${said}`;
  return 'zalo' in outcome && outcome.zalo !== undefined
    ? richText`${line}. ${messages.result.zalo(outcome.zalo)}`
    : line;
}

/** "Bán hàng Sài Gòn · OA 4318093042839471234": an id alone does not tell its kind. */
export function assetLine(asset: Asset, { card }: Messages): RichText {
  return richText`${bold(short(asset).name)} · ${card.kind(asset.kind)} ${code(asset.id)}`;
}

/** An asset whose name is safe to show. */
export function short(asset: Asset): Asset {
  const name = shorten(printable(asset.name), 80);
  return { ...asset, name: name === '' ? asset.id : name };
}

/** Names a request's assets, or else its queries. */
export function aboutOf(request: Request, { answer }: Messages): RichText {
  const assets = hasCard(request) ? listedAssets(request).map((asset) => short(asset).name) : [];
  const names = assets.length > 0 ? assets : request.queries.map((query) => `“${shorten(query, 80)}”`);
  return answer.about(request.kind, names.slice(0, 3), Math.max(0, names.length - 3));
}

export function moreOf(more: number, { answer }: Messages): RichText[] {
  return more > 0 ? [answer.more(more)] : [];
}
