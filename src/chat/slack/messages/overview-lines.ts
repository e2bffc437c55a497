import type { Asset } from '../../../core/asset/asset.js';
import type { HistoryItem } from '../../../core/messages/query-result.js';
import { bold, code, type RichText, richText } from '../../../core/messages/rich-text.js';
import { awaitingOf } from '../../../core/request/awaiting.js';
import type { Outcome } from '../../../core/request/outcome.js';
import {
  type CardRequest,
  type ExcludedAsset,
  hasCard,
  listedAssets,
  type Request,
} from '../../../core/request/request.js';
import type { Messages } from '../../../i18n/messages.js';
import { outcomeMarks } from '../../../i18n/outcome-marks.js';
import { displayName } from './display-name.js';
import { maxLengths, shorten, untrustedText } from './limits.js';
import { shortCause } from './short-cause.js';
import { shortOutcome } from './short-outcome.js';

/** An overview line names at most this many assets, and cuts outside texts to `saidLength` characters. */
const maxNamed = 3;
const saidLength = 120;

/** The subject of a request: the first assets that a decision covers, or else its queries. */
export function aboutOf(request: Request, { answer }: Messages): RichText {
  const all = subjects(request);
  const named = all.slice(0, maxNamed);
  const mark = request.dryRun ? '🧪 ' : '';
  return richText`${mark}${answer.about(request.kind, named, all.length - named.length)}`;
}

function subjects(request: Request): string[] {
  const assets = hasCard(request) ? listedAssets(request) : [];
  if (assets.length > 0) return assets.map((asset) => displayName(asset, maxLengths.person));
  return request.queries.map((query) => `“${shorten(query, maxLengths.person)}”`);
}

/** The state of a request, in a phrase. */
export function stateOf(request: Request, { answer, card }: Messages): RichText {
  switch (request.status) {
    case 'looking_up':
      return answer.lookingUp;
    case 'no_match':
      return request.withheld.length === 0 ? answer.noMatch : answer.withheld(whyWithheld(request.withheld));
    case 'lookup_failed':
      return answer.lookupFailed(shortCause(request.cause));
    case 'joined':
      return answer.joined(request.other);
    default:
      return card.status(shortReason(request), awaitingOf(request, null));
  }
}

function whyWithheld(withheld: readonly ExcludedAsset[]): 'protected' | 'held' | 'either' {
  const kinds = new Set(withheld.map(({ why }) => why.type));
  const [only, ...others] = kinds;
  return only === undefined || others.length > 0 ? 'either' : only;
}

function shortReason(request: CardRequest): CardRequest {
  if (request.status !== 'cancelled' || request.why?.type !== 'said') return request;
  const { text } = request.why;
  return {
    ...request,
    why: { ...request.why, text: text === null ? null : untrustedText(text, saidLength) },
  };
}

/** A line in a person's own list: the request, its subject, its state. */
export function ownRequestLine(request: Request, messages: Messages): RichText {
  const { answer } = messages;
  return richText`${answer.askedByYou(request)} · ${aboutOf(request, messages)}\n${stateOf(request, messages)}`;
}

/** "Bán hàng Sài Gòn · OA 4318093042839471234": an id alone does not tell its kind. */
export function assetLine(asset: Asset, { card }: Messages): RichText {
  return richText`${bold(displayName(asset, maxLengths.person))} · ${card.kind(asset.kind)} ${code(asset.id)}`;
}

/** An asset and its outcome. */
export function outcomeLine(asset: Asset, outcome: Outcome, messages: Messages): RichText {
  const said = messages.result.outcome(shortOutcome(outcome, saidLength));
  return richText`${outcomeMarks[outcome.type]} ${assetLine(asset, messages)}: ${said}`;
}

/** An asset and its outcome, with the request, the time and the approvers. */
export function historyLine(item: HistoryItem, messages: Messages): RichText {
  return richText`${outcomeLine(item.asset, item.outcome, messages)}\n${messages.answer.part(item)}`;
}
