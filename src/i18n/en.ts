import type { AssetKind } from '../core/asset.js';
import type { FailureCause, Outcome } from '../core/outcome.js';
import { bold, code, type Phrase, phrase, user } from '../core/phrase.js';
import { type CardRequest, hasCard, type Request } from '../core/request.js';
import { decisionOf, goneCount } from '../core/transition.js';
import { channels, mentions, notThere } from './mentions.js';
import type { Messages } from './messages.js';

const seconds = new Intl.NumberFormat('en', {
  style: 'unit',
  unit: 'second',
  unitDisplay: 'long',
  maximumFractionDigits: 1,
});
const plural = new Intl.PluralRules('en');

function counted(count: number, one: string, other: string): string {
  return `${count} ${plural.select(count) === 'one' ? one : other}`;
}

function assets(kind: AssetKind, count: number): string {
  return kind === 'oa' ? counted(count, 'OA', 'OAs') : counted(count, 'app', 'apps');
}

function failure(cause: FailureCause): Phrase {
  switch (cause.type) {
    case 'token_invalid':
      return phrase`the ZCA does not accept the bot’s token. Ask the bot’s administrator to renew ${code('ZCA_API_TOKEN')}`;
    case 'not_allowed':
      return phrase`the bot’s token is not an administrator of this ZCA. Ask the bot’s administrator to give it that role`;
    case 'refused':
      return cause.message === ''
        ? phrase`the ZCA refused and gave no reason`
        : phrase`the ZCA refused: “${cause.message}”`;
    case 'unreachable':
      return phrase`the ZCA gave no usable answer (${cause.detail})`;
    case 'too_many_calls':
      return phrase`the ZCA kept saying “too many calls”`;
    case 'not_the_contract':
      return phrase`the ZCA’s answer was not understood (${cause.detail})`;
    case 'still_linked':
      return phrase`the ZCA said it is not linked any more but still shows the link`;
    case 'crashed':
      return phrase`the job broke off`;
  }
}

function outcome(what: Outcome): Phrase {
  switch (what.type) {
    case 'unlinked':
      return phrase`unlinked; the ZCA no longer shows it`;
    case 'already_unlinked':
      return phrase`was already unlinked; nothing to do`;
    case 'changed':
      if (what.nameNow === null)
        return phrase`not unlinked: it was linked anew since it was approved. Ask again if it is the right one`;
      return phrase`not unlinked: it is now called “${what.nameNow}”, which is not what was approved. Ask again if it is the right one`;
    case 'refused':
      return what.message === ''
        ? phrase`refused by the ZCA, without a reason`
        : phrase`refused by the ZCA: “${what.message}”`;
    case 'failed':
      return phrase`failed after ${counted(what.tries, 'try', 'tries')}: ${failure(what.cause)}. It is still linked as far as the bot knows`;
    case 'unknown':
      return phrase`not known after ${counted(what.tries, 'try', 'tries')}: ${failure(what.cause)}. Look in the ZCA console whether it is still linked`;
  }
}

function decided(request: CardRequest, verb: string): Phrase {
  const decision = decisionOf(request);
  if (decision === null) return [];
  const by: Phrase = decision.by === 'bot' ? phrase`the bot` : [user(decision.by)];
  return phrase`${verb} by ${by} at ${{ at: decision.at }}`;
}

function status(request: CardRequest): Phrase {
  switch (request.status) {
    case 'pending':
      return phrase`⏳ ${bold('Waiting for an approver')}`;
    case 'cancelled':
      return phrase`🚫 ${bold('Cancelled')}${decided(request, '')}. Nothing was unlinked.`;
    case 'expired':
      return phrase`⌛ ${bold('Expired')}. Nobody decided in time; nothing was unlinked.`;
    case 'approved':
    case 'running':
      return phrase`🔄 ${bold('Unlinking…')} ${decided(request, 'Confirmed')}.`;
    case 'succeeded':
      return phrase`✅ ${bold('Done')}: ${assets(request.kind, goneCount(request))} unlinked. ${decided(request, 'Confirmed')}.`;
    case 'partial':
      return phrase`⚠️ ${bold('Partly done')}: ${goneCount(request)} of ${assets(request.kind, request.chosen.length)} unlinked; see the thread. ${decided(request, 'Confirmed')}.`;
    case 'failed':
      return phrase`❌ ${bold('Not done')}: nothing was confirmed as unlinked; see the thread. ${decided(request, 'Confirmed')}.`;
  }
}

function notOpen(request: Request): Phrase {
  if (!hasCard(request)) return phrase`Request ${bold(request.id)} is closed.`;
  if (request.status === 'expired')
    return phrase`Request ${bold(request.id)} has expired. Ask again with ${code('/unlink')}.`;
  const verb = request.status === 'cancelled' ? 'cancelled' : 'confirmed';
  return phrase`Your press changed nothing: request ${bold(request.id)} was already ${decided(request, verb)}.`;
}

export const en: Messages = {
  kindName: (kind) => (kind === 'oa' ? 'Official Account (OA)' : 'App'),

  card: {
    title: (id) => `Unlink request ${id}`,
    asks: (request) =>
      request.chosen.length === 0 && request.assets.length > 1
        ? phrase`${user(request.requester)} asks to unlink from the Zalo Cloud Account (ZCA). “${request.query}” matches ${assets(request.kind, request.assets.length + request.more)}.`
        : phrase`${user(request.requester)} asks to unlink ${bold(assets(request.kind, request.chosen.length))} from the Zalo Cloud Account (ZCA).`,
    reason: (reason) => phrase`Reason: ${reason}`,
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
    more: (more, kind) =>
      phrase`${assets(kind, more)} more not shown. To see them, ask again with more digits of the id or more words of the name.`,
    confirm: (count) => (count > 1 ? `Confirm: unlink ${count}` : 'Confirm'),
    cancel: 'Cancel',
    sure: {
      title: 'Unlink for real?',
      text: (chosen, kind) =>
        chosen.length === 0
          ? 'Nothing is ticked yet.'
          : `This unlinks ${assets(kind, chosen.length)} from the ZCA now: ${chosen.map(({ name, id }) => `${name} (${id})`).join(', ')}`,
      confirm: 'Yes, unlink',
      deny: 'Go back',
    },
    approvers: (allowed, selfAllowed) =>
      allowed.length === 0
        ? phrase`Nobody can confirm: no approvers are configured (${code('UNLINK_APPROVERS')}).`
        : phrase`May confirm: ${mentions(allowed)}${selfAllowed ? '' : '; not the person who asked'}.`,
    status,
  },

  result: {
    summary: (request) => {
      const done = goneCount(request);
      const all = request.chosen.length;
      if (request.status === 'succeeded')
        return phrase`✅ ${bold(`${request.id}: done.`)} ${assets(request.kind, done)} unlinked in ${seconds.format((request.endedAt - request.decision.at) / 1000)}.`;
      const mark = request.status === 'partial' ? '⚠️' : '❌';
      return phrase`${mark} ${bold(`${request.id}: ${done} of ${assets(request.kind, all)} unlinked`)} in ${seconds.format((request.endedAt - request.decision.at) / 1000)}.`;
    },
    outcome,
    people: (request) =>
      phrase`Asked by ${user(request.requester)}, confirmed by ${user(request.decision.by)}.`,
  },

  note: {
    help: [
      phrase`${bold('Unlink an Official Account or an app from the Zalo Cloud Account (ZCA).')}`,
      phrase`${code('/unlink oa 1234')}   an OA by its id, or any part of it`,
      phrase`${code('/unlink app 5678')}   an app, likewise`,
      phrase`${code('/unlink oa ban hang sai gon')}   by words of the name; capitals and accents do not matter`,
      phrase`${code('/unlink oa 1234 -- shop closed')}   with a reason`,
      phrase`In a thread, mention me instead: ${code('@zca-unlink unlink oa 1234')}`,
      phrase`I show what matches; nothing is unlinked before an approver confirms.`,
    ],
    mistake: (mistake) => {
      switch (mistake.type) {
        case 'unknown_word':
          return phrase`I do not know “${mistake.word}”. The first word is ${code('oa')} or ${code('app')}.`;
        case 'missing_kind':
          return phrase`Is “${mistake.query}” an OA or an app? Their ids look alike, so please say which.`;
        case 'missing_query':
          return phrase`Which ${mistake.kind === 'oa' ? 'OA' : 'app'}? Add its id, a part of the id, or a part of the name.`;
        case 'query_too_long':
          return phrase`That is ${mistake.length} characters; an id or a name has at most ${mistake.most}. Please shorten it.`;
        case 'reason_too_long':
          return phrase`The reason is ${mistake.length} characters long; at most ${mistake.most} fit. Please shorten it.`;
      }
    },
    nearest: (nearest) => phrase`For example: ${code(nearest)}`,
    notRecorded: phrase`Sorry, I could not make sure that this was recorded. If nothing changes within a minute, please try again.`,
    askRefused: (refusal, allowed) =>
      refusal === 'channel_not_allowed'
        ? phrase`Unlink requests are not taken in this channel. Please ask in ${channels(allowed)}.`
        : phrase`You are not among those who may ask for an unlink: ${mentions(allowed)}.`,
    noMatch: (kind, query) =>
      phrase`No linked ${kind === 'oa' ? 'OA' : 'app'} matches “${query}”. Nothing was asked.`,
    closest: phrase`Closest:`,
    lookupFailed: (cause) =>
      phrase`The look-up did not work: ${failure(cause)}. Nothing was asked; please try again later.`,
    joined: (other) =>
      phrase`Request ${bold(other)} already asks for this one and is still open. See its card.`,
    cannotPost: (channel, code) =>
      notThere.has(code)
        ? phrase`I cannot post in ${{ channel }}. Invite me there with ${bold('/invite')}, then send your command again. Nothing was asked.`
        : phrase`Slack refused my message in ${{ channel }} (${code}). Nothing was asked; please tell the bot’s administrator.`,
    decisionRefused: (refusal, allowed) => {
      if (refusal === 'no_approvers')
        return phrase`Nobody can confirm: no approvers are configured (${code('UNLINK_APPROVERS')}).`;
      if (refusal === 'own_request')
        return phrase`You asked for this yourself, so somebody else must confirm: ${mentions(allowed)}.`;
      return phrase`You are not an approver. Approvers: ${mentions(allowed)}.`;
    },
    groupUnreadable: (group) =>
      phrase`I could not read who is in ${{ group }}, so I cannot let anybody in. Please try again in a minute; if it stays so, tell the bot’s administrator.`,
    noSuchRequest: phrase`This request does not exist any more. Ask again with ${code('/unlink')}.`,
    notOpen,
    pressedLongAgo: phrase`Your press reached me only now, too late to count. If it still holds, please press again.`,
    listChanged: phrase`The choice changed while you pressed. Please look at the card again, then press again.`,
    nothingChosen: phrase`Nothing is ticked yet. Tick what is to be unlinked, then confirm.`,
    held: (other) =>
      phrase`That one is already in the open request ${bold(other)}. Untick it, or wait until that request is done.`,
  },
};
