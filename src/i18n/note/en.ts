import type { Mistake } from '../../core/command/command.js';
import { bold, code, numbered, type Phrase, phrase, user } from '../../core/messages/rich-text.js';
import { hasCard, type Request } from '../../core/request/request.js';
import { decisionOf } from '../../core/request/run-transition.js';
import { decided, failure } from '../words/en.js';
import { channels, mentions, notThere } from '../words/mentions.js';
import type { NoteTexts } from './texts.js';

export const noteTexts: NoteTexts = {
  help: [
    phrase`${bold('Unlink an Official Account or an app from the Zalo Cloud Account (ZCA).')}`,
    phrase`${code('/unlink')}   opens a form with a search for OAs and apps`,
    phrase`${code('/unlink oa 1234')}   an OA by its ID, or any part of it`,
    phrase`${code('/unlink app 5678')}   an app, likewise`,
    phrase`${code('/unlink oa ban hang sai gon')}   by words of the name; with or without capitals and accents`,
    phrase`${code('/unlink oa 1234, 5678')}   several at once. Paste what you have: lists with bullets or numbers, rows of a table, links to zalo.me`,
    phrase`${code('/unlink oa 1234 -- shop closed')}   with a reason`,
    phrase`${code('/unlink oa 1234 --dry-run')}   everything but the unlink itself`,
    phrase`${code('/unlink show oa 1234')}   details of an OA or app, without a request`,
    phrase`${code('/unlink pending')} · ${code('mine')} · ${code('status UR-7K2M')} · ${code('history 7d')}   what is open and what has been`,
    phrase`In a thread, mention me instead: ${code('@zca-unlink unlink oa 1234')}`,
    phrase`I show what matches; nothing is unlinked before an approver confirms.`,
  ],
  relink: [
    phrase`${bold('How to link again')}, as an administrator of the OA or app:`,
    phrase`Open the Zalo Cloud Account console and go to ${bold('Cài đặt → Quản lý tài sản')}.`,
    phrase`Choose the tab ${bold('Liên kết OA')} or ${bold('Liên kết ứng dụng')}.`,
    phrase`Find the OA or app by its name or ID under ${bold('Liên kết OA mới')} or in the search, and press ${bold('Liên kết')}.`,
    phrase`An OA that is not verified has to be verified first (${bold('OA chưa xác thực')}).`,
  ],
  mistake,
  either: (oa, app) => phrase`Did you mean ${code(oa)} or ${code(app)}?`,
  nearest: (nearest) => phrase`Did you mean ${code(nearest)}?`,
  example: (command, other) =>
    other === undefined
      ? phrase`For example: ${code(command)}`
      : phrase`For example: ${code(command)} or ${code(other)}`,
  run: 'Run it',
  runFor: (kind) => (kind === 'oa' ? 'It is an OA' : 'It is an app'),
  notRecorded: phrase`Sorry, I could not make sure that this was recorded. If nothing changes within a minute, please try again.`,
  givenUp: phrase`Sorry, something went wrong while I worked on this, and trying again did not help, so I have given it up. If there is a card, it shows what counts. Please try again; if it happens again, tell whoever runs the bot.`,
  noAnswer: phrase`Sorry, I could not look that up just now. Please try again in a minute.`,
  dialogNotOpened: phrase`Slack did not let me open the dialog in time. Please press once more.`,
  askRefused: (refusal, allowed) =>
    refusal === 'outsider'
      ? phrase`Guests and people of other companies may ask only if the bot’s administrator has named them. Please have a colleague ask. No request was made.`
      : refusal === 'channel_not_allowed'
        ? phrase`Unlink requests are not taken in this channel. Please ask in ${channels(allowed)}.`
        : phrase`You are not among those who may ask for an unlink: ${mentions(allowed)}.`,
  directMessage: (allowed) =>
    allowed.length === 0
      ? phrase`No approver would see a request here. Please send the command in a channel that I am in, or choose one in the form. No request was made.`
      : phrase`No approver would see a request here. Please send the command in ${channels(allowed)}, or choose the channel in the form. No request was made.`,
  openForm: 'Open the form',
  reasonRequired: phrase`A reason is needed here, so no request was made. Give it in the form, or after two dashes: ${code('/unlink oa 1234 -- shop closed')}.`,
  tooManyAssets: (count, most) =>
    phrase`You listed ${count}; one request can hold at most ${most} here. Please split it. No request was made.`,
  tooManyOpen: (most) =>
    phrase`You have ${most} open requests, and one person may have no more at a time. No request was made. ${code('/unlink mine')} shows yours; please ask again when one of them has ended, or cancel one that is not needed.`,
  overBudget: (budget, most, until) => {
    const end = { at: until, to: 'second' } as const;
    switch (budget) {
      case 'asks':
        return phrase`That is more than ${most} requests from you within a minute, so I take no more before ${end}. No request was made. Please ask again after that.`;
      case 'presses':
        return phrase`That is more than ${most} presses from you within a minute, so this one changed nothing, and neither does any other before ${end}. Please press again after that.`;
      case 'looks':
      case 'searches':
        return phrase`That is more than ${most} questions from you within a minute, so I answer no more before ${end}. Please ask again after that.`;
    }
  },
  noMatch: (kind, queries) =>
    phrase`No linked ${kind === 'oa' ? 'OA' : 'app'} matches “${queries.join(', ')}”. No request was made.`,
  closest: phrase`Closest:`,
  noRequestMade: phrase`No request was made.`,
  askFor: (lastDigits) => `Ask for …${lastDigits}`,
  cannotBeAsked: phrase`This cannot be asked for, so no request was made:`,
  editAsksNothing: (request) => {
    if (request === null)
      return phrase`Editing so old a message asks nothing. To ask, please send a new message.`;
    const card = request.url === null ? phrase`its card` : [{ url: request.url, label: 'its card' }];
    return request.isOpen
      ? phrase`Editing your message does not change request ${numbered(request.id)}: it stands as ${card} shows it. To ask for something else, cancel it there and send a new message.`
      : phrase`Your message has already led to request ${numbered(request.id)}, which has ended; see ${card}. An edit asks nothing. To ask again, please send a new message.`;
  },
  lookupFailed: (cause) =>
    cause.type === 'unreachable'
      ? phrase`I couldn’t reach the ZCA (${cause.detail}), so nothing was requested. Please try again in a few minutes.`
      : phrase`I couldn’t look that up: ${failure(cause)}. No request was made; please try again later.`,
  commandWaits: (cause) =>
    phrase`Your command waits: ${failure(cause)}. After that I go on by myself; there is no need to ask again.`,
  pressWaits: (cause) =>
    phrase`Nothing is confirmed yet: ${failure(cause)}. Your press waits; should that take too long, I will ask you to press again.`,
  lookingUp: phrase`🔎 Looking it up…`,
  unattended: (what) =>
    what === 'ask'
      ? phrase`Recorded. Nobody is working on it right now: no worker of the bot runs. It goes on by itself; there is no need to ask again.`
      : phrase`Your press is recorded. Nobody is working on it right now: no worker of the bot runs. It goes on by itself; should that take too long, I will ask you to press again.`,
  joined: (other, url, how) => {
    const card = url === null ? phrase`its card` : [{ url, label: 'its card' }];
    switch (how) {
      case 'own':
        return phrase`You have already asked for this: request ${numbered(other)} is still open; see ${card}.`;
      case 'approved':
        return phrase`Request ${numbered(other)} already asks for this one and you have approved it, so I did not add you to those who ask; see ${card}.`;
      case 'full':
        return phrase`Request ${numbered(other)} already asks for this one, and so many people have joined it that I did not add you. How it ends will be said in its thread; see ${card}.`;
      case 'added':
        return phrase`Request ${numbered(other)} already asks for this one and is still open. I added you to it; see ${card}.`;
    }
  },
  cannotPost: (channel, why) =>
    notThere.has(why)
      ? phrase`I cannot post in ${{ channel }}. Invite me there with ${bold('/invite')} and send your command again, or choose another channel in the form. No request was made.`
      : phrase`Slack refused my message in ${{ channel }} (${why}). No request was made; please tell the bot’s administrator.`,
  decisionRefused: (refusal, allowed, orRequester) => {
    switch (refusal) {
      case 'no_approvers':
        return phrase`Nobody can confirm: no approvers are configured (${code('UNLINK_APPROVERS')}).`;
      case 'own_request':
        return phrase`You asked for this yourself, so somebody else must confirm: ${mentions(allowed)}.`;
      case 'outsider':
        return phrase`Guests, people of other companies and bots decide only if they are named one by one. Approvers: ${mentions(allowed)}.`;
      case 'not_an_approver':
        return orRequester === null
          ? phrase`You are not an approver. Approvers: ${mentions(allowed)}.`
          : phrase`You are not an approver. Only approvers (${mentions(allowed)}) and the requester (${user(orRequester)}) can do this.`;
    }
  },
  groupUnreadable: (group) =>
    phrase`I could not read who is in ${{ group }}, so I cannot let anybody in. Please try again in a minute; if it keeps happening, tell the bot’s administrator.`,
  personUnreadable: phrase`Slack did not tell me who you are, so I cannot take your decision yet. Please try again in a minute; if it keeps happening, tell the bot’s administrator.`,
  noSuchRequest: phrase`This request does not exist any more. Ask again with ${code('/unlink')}.`,
  invalidState,
  listChanged: phrase`The list changed, so nothing was confirmed. Please look at the card again, then press again.`,
  listUnreadable: (cause) =>
    cause.type === 'unreachable'
      ? phrase`I couldn’t reach the ZCA (${cause.detail}), so nothing was confirmed. Please press again in a few minutes.`
      : phrase`I could not read the list again: ${failure(cause)}. Nothing was confirmed; please press again later.`,
  pressedLongAgo: phrase`Your press reached me only now, too late to count. If it still holds, please press again.`,
  pastExpiry: phrase`This request has just expired. Ask again with ${code('/unlink')}.`,
  nothingChosen: phrase`Nothing is ticked yet. Tick what is to be unlinked, then confirm.`,
  tooManyChosen: (most) => phrase`One request can hold at most ${most} here. Please tick fewer.`,
  alreadyApproved: phrase`Your approval already counts; somebody else must give the next one.`,
  notYoursToTakeBack: phrase`There is no approval of yours to take back.`,
  nothingToStop: phrase`It is too late to stop: everything has begun or is already stopping.`,
  stopOfEarlierRun: phrase`Your Stop was for an earlier run, so it changed nothing. To stop this one, press Stop on the card as it is now.`,
  nothingToRetry: phrase`There is nothing left to retry.`,
  tooFewApprovals: (needed, given) =>
    phrase`A retry needs ${needed} approvals of people who may approve now, and with yours this request has ${given}. Please ask for what is left with ${code('/unlink')}.`,
  nothingLeft: phrase`Nothing on this list can be unlinked any more, so the request has ended:`,
  wrongDigits: phrase`The last four digits do not match, so nothing was confirmed. Please look at the IDs on the card, then confirm again.`,
  notAnOperator: (refusal, allowed) => {
    if (refusal === 'no_approvers')
      return phrase`Nobody can do this here: no operators are configured (${code('ZCA_OPERATORS')}).`;
    return refusal === 'outsider'
      ? phrase`Guests, people of other companies and bots are operators only if they are named one by one. Operators: ${mentions(allowed)}.`
      : phrase`You are not an operator, so your press changed nothing. Operators: ${mentions(allowed)}.`;
  },
  workMoved: (by) =>
    by === null
      ? phrase`This was given back meanwhile, so your press changed nothing. Please look again, then press again.`
      : phrase`${user(by)} was faster and has this work now, so your press changed nothing.`,
  workIsYours: phrase`You have this work already.`,
  notYourWork: (by) =>
    by === null
      ? phrase`Nobody has taken this work. Please take it first, so that others see who is at it; your press changed nothing.`
      : phrase`${user(by)} has this work, so only they can say how it went; your press changed nothing. You can take it over.`,
  workOver: phrase`There is nothing left to be done by hand for this; your press changed nothing.`,
  held: (other) =>
    phrase`That one is already in the open request ${numbered(other)}. Wait until that request is done; if it is ticked here, you may also untick it.`,
};

function mistake(what: Mistake): Phrase {
  switch (what.type) {
    case 'unknown_word':
      return phrase`I do not know “${what.word}”.`;
    case 'missing_kind':
      return phrase`Is “${what.query}” an OA or an app? Their IDs look alike, so please say which.`;
    case 'missing_query':
      if (what.other !== undefined)
        return phrase`Which OA or app? Add its ID, part of the ID, or part of the name.`;
      return phrase`Which ${what.kind === 'oa' ? 'OA' : 'app'}? Add its ID, part of the ID, or part of the name.`;
    case 'text_too_long':
      return phrase`That is ${what.length} characters, and I read at most ${what.most}. Nothing was done. Please split it into several commands.`;
    case 'query_too_long':
      return phrase`That is ${what.length} characters; an ID or a name has at most ${what.most}. Please shorten it.`;
    case 'reason_too_long':
      return phrase`The reason is ${what.length} characters long; at most ${what.most} fit, so no request was made. The form has what you typed; please shorten the reason there.`;
    case 'too_many_queries':
      return phrase`You listed ${what.count}; one command can hold at most ${what.most}. Please split it.`;
    case 'wrong_request_id':
      return phrase`“${what.word}” is not a request ID. Request IDs look like ${code('UR-7K2M')} and are shown on the card.`;
    case 'wrong_since':
      return phrase`I do not understand the time “${what.word}”. Write, for example, ${code('7d')}, ${code('2 weeks')}, ${code('2026-11-01')} or ${code('01/11/2026')}.`;
    case 'unknown_option':
      return phrase`I do not know the option “${what.word}”. The only one is ${code('--dry-run')}.`;
    case 'other_kind':
      return what.all
        ? phrase`What you gave says that it is ${what.kind === 'oa' ? 'an OA' : 'an app'}. Nothing was done.`
        : phrase`Some of these are ${what.kind === 'oa' ? 'OAs' : 'apps'}, and one request is for OAs or for apps. Nothing was done. Please ask for them separately.`;
  }
}

function invalidState(request: Request): Phrase {
  const decision = decisionOf(request);
  if (request.status === 'expired')
    return phrase`Request ${numbered(request.id)} has expired. Ask again with ${code('/unlink')}.`;
  if (!hasCard(request) || decision === null)
    return phrase`That cannot be done with request ${numbered(request.id)} now.`;
  const told =
    request.status === 'cancelled'
      ? decided(decision, 'cancelled')
      : decided(request.approvals.at(-1) ?? decision, 'confirmed');
  return phrase`Your press changed nothing: request ${numbered(request.id)} was already ${told}.`;
}
