import type { types } from '@slack/bolt';
import type { Asset } from '../../../core/asset/asset.js';
import type { AtHome, HomeFacts, Past, Week } from '../../../core/messages/home-facts.js';
import { type RichText, richText } from '../../../core/messages/rich-text.js';
import { chosenAssets, type Pending, type Request } from '../../../core/request/request.js';
import type { Messages } from '../../../i18n/messages.js';
import { changeLines, digitsLine } from './card.js';
import { actionIds, decideBlockId, decisionButtons } from './card-controls.js';
import { untrustedText } from './limits.js';
import { aboutOf, assetLine, historyLine, ownRequestLine } from './overview-lines.js';
import { plainTextObject } from './plain-text.js';
import { bullets, lines, paragraph, richTextBlock } from './rich-text.js';

/** An approver sees all that they confirm; a longer list is confirmed on the card. */
const maxInFull = 10;
const reasonLength = 200;
const bars = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const;

type ButtonId = (typeof actionIds)[keyof typeof actionIds];

export interface SlackHome extends types.HomeView {
  readonly blocks: types.KnownBlock[];
}

export interface HomeShownBy {
  /** Links to cards, by request id. */
  readonly links: ReadonlyMap<string, string>;
  /** Operators unlink by hand. */
  readonly byHand: boolean;
}

/** A person's App Home. */
export function renderHome(
  facts: HomeFacts,
  messages: Messages,
  shownBy: HomeShownBy = { links: new Map(), byHand: false },
): SlackHome {
  const { home } = messages;
  const { toDecide: shown, moreToDecide: unshown } = facts;
  const isShown = (id: string) => shown.some(({ request }) => request.id === id);
  return {
    type: 'home',
    blocks: [
      header(home.toDecide),
      ...(facts.permissionUnreadable ? [said(home.permissionUnreadable)] : []),
      ...(shown.length === 0 && !facts.permissionUnreadable ? [said(home.nothingToDecide)] : []),
      ...shown.flatMap((entry, index) => [
        ...(index === 0 ? [] : [{ type: 'divider' as const }]),
        ...decision(entry, facts.user, shownBy, messages),
      ]),
      ...(unshown === 0 ? [] : [said(home.moreToDecide(unshown))]),
      header(home.own),
      newRequest(messages),
      ...(facts.own.length === 0 ? [said(home.noneOwn)] : []),
      ...facts.own.flatMap((entry) => ownRequest(entry, isShown(entry.request.id), shownBy, messages)),
      ...(facts.past === null ? [] : pastBlocks(facts.past, messages)),
    ],
  };
}

function decision(
  entry: AtHome<Pending>,
  user: string,
  shownBy: HomeShownBy,
  messages: Messages,
): types.KnownBlock[] {
  const { request } = entry;
  const chosen = chosenAssets(request);
  const inFull = chosen.length <= maxInFull;
  const hasApproved = request.approvals.some(({ by }) => by === user);
  const opening = openingOf(request, inFull, shownBy, messages);
  const closing = closingOf(entry, inFull, messages);
  const listed = inFull ? chosen.map((asset) => assetWithMark(asset, messages)) : [];
  const canConfirm = chosen.length > 0 && inFull && !hasApproved;
  const wanted: readonly ButtonId[] = [
    ...(canConfirm ? [actionIds.approve] : []),
    ...(hasApproved ? [actionIds.takeBack] : []),
    request.requester === user ? actionIds.cancel : actionIds.reject,
  ];
  return [
    listed.length === 0
      ? richTextBlock(lines([...opening, ...closing]))
      : richTextBlock(lines(opening), bullets(listed), lines(closing)),
    buttons(entry, wanted, shownBy, messages),
  ];
}

function openingOf(
  request: Pending,
  inFull: boolean,
  { links }: HomeShownBy,
  messages: Messages,
): RichText[] {
  const { answer, card } = messages;
  const isListed = inFull && chosenAssets(request).length > 0;
  return [
    richText`${answer.asked(request)}${linkTo(request, links, messages)}`,
    ...(request.dryRun ? [card.dryRun] : []),
    ...(request.reason === null ? [] : [card.reason(untrustedText(request.reason, reasonLength))]),
    ...changesOf(request, messages),
    ...(isListed ? [] : [aboutOf(request, messages)]),
  ];
}

function closingOf({ request, policy }: AtHome<Pending>, inFull: boolean, messages: Messages): RichText[] {
  const { card, home } = messages;
  const chosen = chosenAssets(request);
  return [
    ...(chosen.length === 0 ? [home.nothingChosen] : []),
    ...(inFull ? [] : [home.tooMuchForHere(chosen.length)]),
    ...(chosen.length > 0 && inFull ? [card.effect(request.kind, chosen.length)] : []),
    ...(inFull ? digitsLine(request, policy, messages) : []),
    ...(request.approvals.length === 0 ? [] : [card.approvals(request.approvals, policy.approvals)]),
    card.expires(request),
  ];
}

/** Changes of the latest reading, which an approver must see before confirming. */
function changesOf(request: Pending, messages: Messages): RichText[] {
  if (request.changes.length === 0) return [];
  return [
    messages.card.changed,
    ...changeLines(request.changes, messages).map((line) => richText`• ${line}`),
  ];
}

function assetWithMark(asset: Asset, messages: Messages): RichText {
  const { card } = messages;
  if (asset.verified === undefined) return assetLine(asset, messages);
  return richText`${assetLine(asset, messages)} · ${asset.verified ? `✓ ${card.verified}` : card.notVerified}`;
}

function ownRequest(
  { request, policy }: AtHome<Request>,
  isShownAbove: boolean,
  shownBy: HomeShownBy,
  messages: Messages,
): types.KnownBlock[] {
  const said = richText`${ownRequestLine(request, messages)}${linkTo(request, shownBy.links, messages)}`;
  const line = richTextBlock(paragraph(said));
  if (request.status !== 'pending' || isShownAbove) return [line];
  return [line, buttons({ request, policy }, [actionIds.cancel], shownBy, messages)];
}

/** " · open the card", if it has a link. */
function linkTo({ id }: Request, links: ReadonlyMap<string, string>, { home }: Messages): RichText {
  const url = links.get(id);
  return url === undefined ? [] : richText` · ${{ url, label: home.openCard(id) }}`;
}

/** The card's own buttons, so that a press has the same meaning here and there. */
function buttons(
  { request, policy }: AtHome<Pending>,
  wanted: readonly ButtonId[],
  { byHand }: HomeShownBy,
  messages: Messages,
): types.KnownBlock {
  const all = decisionButtons(request, { policy, byHand }, messages);
  const isWanted = (each: types.Button) => wanted.some((id) => id === each.action_id);
  return { type: 'actions', block_id: decideBlockId(request), elements: all.filter(isWanted) };
}

function newRequest({ home }: Messages): types.KnownBlock {
  return {
    type: 'actions',
    elements: [
      {
        type: 'button',
        action_id: actionIds.newRequest,
        text: plainTextObject(home.newRequest),
        accessibility_label: home.newRequest,
      },
    ],
  };
}

function pastBlocks({ outcomes, weeks }: Past, messages: Messages): types.KnownBlock[] {
  const { home } = messages;
  return [
    header(home.outcomes),
    outcomes.length === 0
      ? said(home.noOutcomes)
      : richTextBlock(bullets(outcomes.map((item) => historyLine(item, messages)))),
    header(home.weeks),
    richTextBlock(lines([[{ text: picture(weeks) }], home.perWeek(weeks)])),
  ];
}

/** One bar per week: the lowest for none, the highest for the maximum. */
function picture(weeks: readonly Week[]): string {
  const most = Math.max(1, ...weeks.map(({ unlinked }) => unlinked));
  const highest = bars.length - 1;
  return weeks.map(({ unlinked }) => bars[Math.ceil((unlinked / most) * highest)]).join('');
}

function said(words: RichText): types.RichTextBlock {
  return richTextBlock(paragraph(words));
}

function header(text: string): types.KnownBlock {
  return { type: 'header', text: plainTextObject(text) };
}
