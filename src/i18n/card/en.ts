import type { AssetKind } from '../../core/asset/asset.js';
import {
  bold,
  code,
  joined,
  numbered,
  type RichText,
  richText,
  user,
} from '../../core/messages/rich-text.js';
import type { ConfirmEffect } from '../../core/request/confirm-effect.js';
import type { AssetChange, CardRequest, ExcludedAsset } from '../../core/request/request.js';
import { isOnlyStopped } from '../../core/request/stop-transition.js';
import { assets, counted, shortKind } from '../words/en.js';
import { mentions } from '../words/mentions.js';
import { status } from './en-status.js';
import type { CardTexts } from './texts.js';

const day = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'Asia/Ho_Chi_Minh',
});

export const cardTexts: CardTexts = {
  title: ({ id, dryRun }) => (dryRun ? `Dry run of unlink request ${id}` : `Unlink request ${id}`),
  asks,
  reason: (reason) => richText`Reason: ${reason}`,
  dryRun: richText`🧪 ${bold('Dry run')}: every step except the unlink itself.`,
  alsoAsked: ({ user: other, reason }) =>
    reason === null
      ? richText`Also asked by ${user(other)}`
      : richText`Also asked by ${user(other)}: ${reason}`,
  moreAsked: (count) => richText`… and by ${counted(count, 'more person', 'more people')}`,
  kind: shortKind,
  verified: 'verified',
  notVerified: 'not verified',
  linked: ({ at, by, zcaId }) => {
    const since = at === null ? null : richText`since ${{ at }}`;
    const person = by === null ? null : richText`by ${by}`;
    const account = zcaId === null ? null : richText`to ZCA ${zcaId}`;
    const parts = [account, since, person].filter((part) => part !== null);
    return parts.length === 0 ? null : richText`Linked${parts.flatMap((part) => [{ text: ' ' }, ...part])}`;
  },
  brief: {
    since: (at) => `since ${day.format(at)}`,
    by: (name) => `by ${name}`,
    heavy: '🔐 digits to type',
    alike: '⚠️ check ID',
  },
  effect: (kind, count) =>
    kind === 'oa'
      ? richText`What unlinking does: the ZCA stops paying for ${count === 1 ? 'this OA' : 'these OAs'}. Paid messages and templates (ZNS/ZBS) sent from ${count === 1 ? 'it' : 'them'} stop until ${count === 1 ? 'it is' : 'they are'} linked again.`
      : richText`What unlinking does: the ZCA stops paying for ${count === 1 ? 'this app' : 'these apps'}. Paid features and templates (ZNS/ZBS) used through ${count === 1 ? 'it' : 'them'} stop until ${count === 1 ? 'it is' : 'they are'} linked again.`,
  choose: (ticked) =>
    ({
      none: 'Tick what is to be unlinked:',
      some: 'Tick what is to be unlinked, untick what should stay:',
      all: 'Untick what should stay:',
    })[ticked],
  tick: (kind, digits) => `Unlink this ${kind === 'oa' ? 'OA' : 'app'} (…${digits})`,
  more: (more, kind) =>
    richText`${kind === 'oa' ? counted(more, 'more OA', 'more OAs') : counted(more, 'more app', 'more apps')} not shown. To see ${more === 1 ? 'it' : 'them'}, ask again with more digits of the ID or more words of the name.`,
  alike: (count) => richText`⚠️ ${count} of these names look the same. Please go by the IDs.`,
  mixedAlphabets: (ids) =>
    richText`⚠️ Letters of different alphabets are mixed in the name of ${joined(
      ids.map((id) => [code(id)]),
      ', ',
    )}. Please go by the ID.`,
  missed: (queries) => richText`No linked OA or app matches: ${queries.join(', ')}`,
  rounded: (queries, kind) =>
    richText`⚠️ A spreadsheet seems to have rounded ${queries.map((query) => `“${query}”`).join(', ')}, so I cannot tell which ${kind === 'oa' ? 'OA' : 'app'} is meant. Format the column as text, enter the ID again, and copy it from there.`,
  unlinkedBefore: ({ asset, requestId, at, approvedBy }) =>
    richText`${bold(asset.name)} (${code(asset.id)}) is no longer linked: it was unlinked at ${{ at }} by request ${numbered(requestId)}, confirmed by ${mentions(approvedBy)}.`,
  closest: (close) =>
    richText`Closest to what was not found: ${joined(
      close.map((asset) => richText`${bold(asset.name)} (${code(asset.id)})`),
      ', ',
    )}. To unlink it, ask for it by its full ID.`,
  reasonSaysDryRun: richText`⚠️ The reason speaks of a dry run, but ${bold('this request is for real')}. For a dry run, cancel it and ask again with ${code('--dry-run')} before the ${code('--')}.`,
  withheld,
  moreWithheld: (count) => richText`… and ${count} more that cannot be asked for here`,
  changed: richText`⚠️ ${bold('The list has changed since it was shown.')} Please check it again before you confirm:`,
  change,
  moreChanges: (count) => richText`… and ${count} more`,
  approvers: ({ approvers, allowSelfApproval, approvals }) => {
    if (approvers.length === 0)
      return richText`⚠️ Nobody can confirm: no approvers are configured (${code('UNLINK_APPROVERS')}).`;
    const many = approvals === 1 ? '' : `, ${approvals} different people needed`;
    return richText`Approvers: ${mentions(approvers)}${allowSelfApproval ? '' : ' (not the requester)'}${many}.`;
  },
  tooFewApprovers: (few, needed) =>
    richText`⚠️ This cannot be confirmed: ${counted(needed, 'approval is', 'approvals are')} needed and ${few === 0 ? 'nobody' : `only ${counted(few, 'person', 'people')}`} may give one.`,
  approversUnreadable: richText`⚠️ I cannot read from Slack who is in the approvers’ group, so for now nobody can confirm by being in it.`,
  dropped: (by) =>
    richText`⚠️ What is to be unlinked has changed, so the approval of ${mentions(by)} no longer counts.`,
  approvals: (given, needed) =>
    richText`✔️ ${bold(`${given.length} of ${needed} approvals`)}: ${joined(
      given.map((each) => richText`${user(each.by)} at ${{ at: each.at }}`),
      ', ',
    )}`,
  expires: ({ expiresAt }) => richText`Expires at ${{ at: expiresAt }}.`,
  typeDigits: (names) =>
    names.length === 0
      ? richText`🔐 To confirm, the approver types the last four digits of the ID.`
      : richText`🔐 To confirm, the approver types the last four digits of the ID of ${joined(
          names.map((name) => [bold(name)]),
          ', ',
        )}.`,
  confirm: ({ chosen, dryRun }) => {
    if (dryRun) return 'Confirm the dry run';
    return chosen.length > 1 ? `Confirm ${chosen.length} unlinks` : 'Confirm';
  },
  reject: 'Reject…',
  cancel: 'Cancel',
  takeBack: 'Take back my approval',
  stop: 'Stop',
  retry: (request) => {
    if (!isOnlyStopped(request)) return 'Retry what failed';
    return request.dryRun ? 'Continue the dry run' : 'Unlink the rest';
  },
  sure: {
    title: sureTitle,
    text: (effect, shown, count, kind) => {
      const names = shown.map(({ name, id }) => `${name} (${id})`).join(', ');
      const rest = count - shown.length;
      if (shown.length === 0) return `${whatHappens(effect, kind, count)}: see the card.`;
      return `${whatHappens(effect, kind, count)}: ${names}${rest === 0 ? '' : ` and ${rest} more: see the card`}`;
    },
    confirm: ({ type }) =>
      ({
        approval: 'Give approval',
        dry_run: 'Confirm the dry run',
        hand_over: 'Hand over',
        unlink: 'Unlink',
      })[type],
    deny: 'Go back',
  },
  sureToCancel: {
    title: 'Cancel this request?',
    text: (id) => `${id} ends and nothing is unlinked. This cannot be undone.`,
    confirm: 'Cancel the request',
    deny: 'Go back',
  },
  status,
  progress: (done, all) => richText`${done} of ${all}`,
};

/** With nothing ticked there is no count: say what was requested, or who unticked it. */
function asks(request: CardRequest, named: number): RichText {
  const { requester, kind, chosen, chosenBy, queries } = request;
  const byOther = chosenBy === undefined || chosenBy === requester ? null : chosenBy;
  if (byOther !== null && chosen.length < named)
    return richText`${user(requester)} asked ${wish(request)} ${bold(assets(kind, named))} from the Zalo Cloud Account (ZCA), ${user(byOther)} took ${chosen.length === 0 ? 'none of them' : bold(String(chosen.length))}.`;
  if (chosen.length > 0 && (byOther === null || named > 0))
    return richText`${user(requester)} asks ${wish(request)} ${bold(assets(kind, chosen.length))} from the Zalo Cloud Account (ZCA).`;
  const kinds = kind === 'oa' ? 'OAs' : 'apps';
  const found = request.assets.length + request.more;
  const took =
    byOther === null || chosen.length === 0
      ? []
      : richText` ${user(byOther)} took ${bold(String(chosen.length))}.`;
  return richText`${user(requester)} asks ${wish(request)} ${kinds} matching “${queries.join(', ')}” (${found} found) from the Zalo Cloud Account (ZCA).${took}`;
}

function sureTitle(effect: ConfirmEffect, kind: AssetKind, count: number): string {
  switch (effect.type) {
    case 'approval':
      return `Give approval ${effect.number} of ${effect.needed}?`;
    case 'dry_run':
      return 'Confirm the dry run?';
    case 'hand_over':
      return 'Hand this to the operators?';
    case 'unlink':
      return `Unlink ${assets(kind, count)}?`;
  }
}

function whatHappens(effect: ConfirmEffect, kind: AssetKind, count: number): string {
  const what = assets(kind, count);
  switch (effect.type) {
    case 'approval':
      return `Nothing is done until ${counted(effect.needed - effect.number, 'more person approves', 'more people approve')}. You approve unlinking ${what}`;
    case 'dry_run':
      return `Nothing is unlinked. This tries everything but the unlink of ${what}`;
    case 'hand_over':
      return `Operators will unlink ${what} from the ZCA by hand`;
    case 'unlink':
      return `This unlinks ${what} from the ZCA`;
  }
}

function withheld({ asset, why }: ExcludedAsset): RichText {
  const name = richText`${bold(asset.name)} (${code(asset.id)})`;
  return why.type === 'protected'
    ? richText`🔒 ${name} cannot be unlinked here: ${why.message}`
    : richText`${name} is already in the open request ${bold(why.by)}`;
}

function change(what: AssetChange): RichText {
  const name = richText`${bold(what.asset.name)} (${code(what.asset.id)})`;
  switch (what.type) {
    case 'gone':
      return richText`${name} is no longer linked`;
    case 'protected':
      return richText`${name} is now protected: ${what.message}`;
    case 'changed':
      return what.asset.name === what.before.name
        ? richText`${name} was linked again, or its details have changed`
        : richText`${name} was called “${what.before.name}”`;
  }
}

function wish({ dryRun }: CardRequest): string {
  return dryRun ? 'for a dry run of unlinking' : 'to unlink';
}
