import { handWorkOf, waitsForOperators } from '../../core/hand-work.js';
import { bold, code, joined, numbered, type Phrase, phrase, user } from '../../core/phrase.js';
import type { AssetChange, CardRequest, Finished, Withheld } from '../../core/request.js';
import { reportedCount } from '../../core/run-transition.js';
import { isOnlyStopped, stopOf, stopWindowEnd } from '../../core/stop-transition.js';
import { assets, counted, decided, shortKind, unlinkedOf } from '../words/en.js';
import { mentions } from '../words/mentions.js';
import type { CardTexts } from './texts.js';

export const cardTexts: CardTexts = {
  title: ({ id, dryRun }) => (dryRun ? `Dry run of unlink request ${id}` : `Unlink request ${id}`),
  asks,
  reason: (reason) => phrase`Reason: ${reason}`,
  dryRun: phrase`🧪 ${bold('Dry run')}: everything is done but the unlink itself.`,
  alsoAsked: ({ user: other, reason }) =>
    reason === null ? phrase`Also asked by ${user(other)}` : phrase`Also asked by ${user(other)}: ${reason}`,
  moreAsked: (count) => phrase`… and by ${counted(count, 'more person', 'more people')}`,
  kind: shortKind,
  verified: 'verified',
  notVerified: 'not verified',
  linked: ({ at, by, zcaId }) => {
    const since = at === null ? null : phrase`since ${{ at }}`;
    const person = by === null ? null : phrase`by ${by}`;
    const account = zcaId === null ? null : phrase`to ZCA ${zcaId}`;
    const parts = [account, since, person].filter((part) => part !== null);
    return parts.length === 0 ? null : phrase`Linked${parts.flatMap((part) => [{ text: ' ' }, ...part])}`;
  },
  effect: (kind, count) =>
    kind === 'oa'
      ? phrase`What unlinking does: the ZCA stops paying for ${count === 1 ? 'this OA' : 'these OAs'}. Paid messages and templates (ZNS/ZBS) sent from ${count === 1 ? 'it' : 'them'} stop until somebody links again.`
      : phrase`What unlinking does: the ZCA stops paying for ${count === 1 ? 'this app' : 'these apps'}. Paid features and templates (ZNS/ZBS) used through ${count === 1 ? 'it' : 'them'} stop until somebody links again.`,
  choose: 'Tick what is to be unlinked:',
  tick: (kind, digits) => `Unlink this ${kind === 'oa' ? 'OA' : 'app'} (…${digits})`,
  more: (more, kind) =>
    phrase`${assets(kind, more)} more not shown. To see them, ask again with more digits of the id or more words of the name.`,
  alike: (count) => phrase`⚠️ ${count} of these names look the same. Please go by the IDs.`,
  mixedAlphabets: (ids) =>
    phrase`⚠️ Letters of different alphabets are mixed in the name of ${joined(
      ids.map((id) => [code(id)]),
      ', ',
    )}. Please go by the ID.`,
  missed: (queries) => phrase`Nothing linked matches: ${queries.join(', ')}`,
  rounded: (queries, kind) =>
    phrase`⚠️ A spreadsheet seems to have rounded ${queries.map((query) => `“${query}”`).join(', ')}, so I cannot tell which ${kind === 'oa' ? 'OA' : 'app'} is meant. Format the column as text, enter the id again, and copy it from there.`,
  unlinkedBefore: ({ asset, requestId, at, approvedBy }) =>
    phrase`${bold(asset.name)} (${code(asset.id)}) is not linked any more: it was unlinked at ${{ at }} by request ${numbered(requestId)}, confirmed by ${mentions(approvedBy)}.`,
  closest: (close) =>
    phrase`Closest to what was not found: ${joined(
      close.map((asset) => phrase`${bold(asset.name)} (${code(asset.id)})`),
      ', ',
    )}. To unlink it, ask for it by its whole id.`,
  reasonSaysDryRun: phrase`⚠️ The reason speaks of a dry run, but ${bold('this request is for real')}. For a dry run, cancel it and ask again with ${code('--dry-run')} before the ${code('--')}.`,
  withheld,
  moreWithheld: (count) => phrase`… and ${count} more that cannot be asked for here`,
  changed: phrase`⚠️ ${bold('The list has changed since it was shown.')} Please look at it again, then confirm:`,
  change,
  moreChanges: (count) => phrase`… and ${count} more`,
  approvers: ({ approvers, allowSelfApproval, approvals }) => {
    if (approvers.length === 0)
      return phrase`⚠️ Nobody can confirm: no approvers are configured (${code('UNLINK_APPROVERS')}).`;
    const many = approvals === 1 ? '' : ` (${approvals} different people must)`;
    return phrase`May confirm${many}: ${mentions(approvers)}${allowSelfApproval ? '' : ', but not whoever asked'}.`;
  },
  tooFewApprovers: (few, needed) =>
    phrase`⚠️ This cannot be confirmed: ${counted(needed, 'approval is', 'approvals are')} needed and ${few === 0 ? 'nobody' : `only ${counted(few, 'person', 'people')}`} may give one.`,
  approversUnreadable: phrase`⚠️ I cannot read from Slack who is in the approvers’ group, so for now nobody can confirm by being in it.`,
  dropped: (by) =>
    phrase`⚠️ What is to be unlinked has changed, so the approval of ${mentions(by)} does not count any more.`,
  approvals: (given, needed) =>
    phrase`✔️ ${bold(`${given.length} of ${needed} approvals`)}: ${joined(
      given.map((each) => phrase`${user(each.by)} at ${{ at: each.at }}`),
      ', ',
    )}`,
  expires: ({ expiresAt }) => phrase`Expires at ${{ at: expiresAt }}.`,
  typeDigits: phrase`🔐 To confirm, the approver types the last four digits of the id.`,
  confirm: ({ chosen, dryRun }) => {
    if (dryRun) return 'Confirm the dry run';
    return chosen.length > 1 ? `Confirm: unlink ${chosen.length}` : 'Confirm';
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
    title: 'Unlink for real?',
    text: (shown, count, kind) => {
      const names = shown.map(({ name, id }) => `${name} (${id})`).join(', ');
      const rest = count - shown.length;
      if (shown.length === 0) return `This unlinks ${assets(kind, count)} from the ZCA: see the card.`;
      return `This unlinks ${assets(kind, count)} from the ZCA: ${names}${rest === 0 ? '' : ` and ${rest} more: see the card`}`;
    },
    confirm: 'Yes, unlink',
    deny: 'Go back',
  },
  sureToCancel: {
    title: 'Cancel this request?',
    text: (id) => `${id} ends and nothing is unlinked. This cannot be taken back.`,
    confirm: 'Cancel the request',
    deny: 'Go back',
  },
  status,
  progress: (done, all) => phrase`${done} of ${all}`,
};

/** A request with nothing ticked has no number of its own: then it is told what was asked, or who unticked it. */
function asks(request: CardRequest, named: number): Phrase {
  const { requester, kind, chosen, chosenBy } = request;
  const who = phrase`${user(requester)} asks ${wish(request)}`;
  if (chosenBy !== undefined && chosenBy !== requester && chosen.length < named)
    return phrase`${who} ${bold(assets(kind, named))} from the Zalo Cloud Account (ZCA). ${user(chosenBy)} took ${chosen.length === 0 ? 'none of them' : bold(assets(kind, chosen.length))}.`;
  if (chosen.length > 0)
    return phrase`${who} ${bold(assets(kind, chosen.length))} from the Zalo Cloud Account (ZCA).`;
  return phrase`${who} from the Zalo Cloud Account (ZCA). “${request.queries.join(', ')}” matches ${assets(kind, request.assets.length + request.more)}.`;
}

function withheld({ asset, why }: Withheld): Phrase {
  const name = phrase`${bold(asset.name)} (${code(asset.id)})`;
  return why.type === 'protected'
    ? phrase`🔒 ${name} cannot be unlinked here: ${why.message}`
    : phrase`${name} is already in the open request ${bold(why.by)}`;
}

function change(what: AssetChange): Phrase {
  const name = phrase`${bold(what.asset.name)} (${code(what.asset.id)})`;
  switch (what.type) {
    case 'gone':
      return phrase`${name} is not linked any more`;
    case 'protected':
      return phrase`${name} is now protected: ${what.message}`;
    case 'changed':
      return what.asset.name === what.before.name
        ? phrase`${name} was linked anew, or its facts have changed`
        : phrase`${name} was called “${what.before.name}”`;
  }
}

function status(request: CardRequest): Phrase {
  switch (request.status) {
    case 'pending':
      return phrase`⏳ ${bold(request.approvals.length === 0 ? 'Waiting for an approver' : 'Waiting for another approver')}`;
    case 'cancelled':
      return cancelled(request);
    case 'expired':
      return phrase`⌛ ${bold('Expired')}. It was not confirmed in time; nothing was unlinked.`;
    case 'approved':
      return phrase`⏱️ ${begins(request)} ${confirmed(request)}`;
    case 'running':
      if (waitsForOperators(request)) return phrase`🛠️ ${byHand(request)} ${confirmed(request)}`;
      return phrase`🔄 ${bold(running(request))} ${confirmed(request)}`;
    case 'succeeded':
      return phrase`${request.dryRun ? '🧪' : '✅'} ${bold('Done')}: ${unlinkedOf(request)}${asReported(request)}. ${confirmed(request)}`;
    case 'partial':
      return phrase`${stopped(request) ?? phrase`⚠️ ${bold('Partly done')}`}: ${unlinkedOf(request)}; see the thread. ${confirmed(request)}`;
    case 'failed':
      return phrase`${stopped(request) ?? phrase`❌ ${bold('Not done')}`}: nothing ${request.dryRun ? 'would have been unlinked' : 'is known to have been unlinked'}; see the thread. ${confirmed(request)}`;
  }
}

function begins(request: Extract<CardRequest, { status: 'approved' }>): Phrase {
  const end = stopWindowEnd(request);
  return end === null
    ? phrase`${bold('Not begun yet')}; it can still be stopped.`
    : phrase`${bold('Begins at')} ${{ at: end, to: 'second' }} at the earliest; until it begins, it can be stopped.`;
}

function stopped(request: Finished): Phrase | null {
  const stop = stopOf(request);
  if (stop === null) return null;
  return stop.by === 'bot' ? phrase`⌛ ${bold('Not begun in time')}` : phrase`✋ ${decided(stop, 'Stopped')}`;
}

function wish({ dryRun }: CardRequest): string {
  return dryRun ? 'for a dry run of unlinking' : 'to unlink';
}

function asReported(request: Extract<CardRequest, { round: number }>): string {
  const reported = reportedCount(request);
  return reported === 0 ? '' : ` (${reported} as reported by an operator, not verified)`;
}

function running(request: Extract<CardRequest, { status: 'running' }>): string {
  if (request.stop !== null) return 'Stopping…';
  return request.dryRun ? 'Dry run…' : 'Unlinking…';
}

function byHand(request: Extract<CardRequest, { status: 'running' }>): Phrase {
  const { taken } = handWorkOf(request);
  return taken === null
    ? phrase`${bold('Waiting for an operator')} to unlink it by hand; see the thread.`
    : phrase`${bold('Being unlinked by hand')} by ${user(taken.by)}; see the thread.`;
}

function cancelled(request: Extract<CardRequest, { status: 'cancelled' }>): Phrase {
  const { decision, why, requester } = request;
  if (why?.type === 'nothing_left')
    return phrase`🚫 ${bold('Nothing left to unlink')}: nothing on this list can still be unlinked.`;
  if (why?.type === 'stopped')
    return phrase`✋ ${decided(decision, 'Stopped before it began,')}. Nothing was unlinked.`;
  const isRejected = why !== null && decision.by !== requester;
  const said = why === null || why.text === null ? '' : ` Reason: “${why.text}”.`;
  return phrase`🚫 ${decided(decision, isRejected ? 'Rejected' : 'Cancelled')}.${said} Nothing was unlinked.`;
}

function confirmed(request: Extract<CardRequest, { round: number }>): Phrase {
  const by = mentions(request.approvals.map((approval) => approval.by));
  const { decision } = request;
  if (decision.by === 'bot') return phrase`Confirmed by ${by}, which is enough since ${{ at: decision.at }}.`;
  return phrase`Confirmed by ${by} at ${{ at: decision.at }}.`;
}
