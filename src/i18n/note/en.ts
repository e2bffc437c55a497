import type { Mistake } from '../../core/command/command.js';
import { bold, code, numbered, type RichText, richText, user } from '../../core/messages/rich-text.js';
import { decisionOf, hasCard, type Request } from '../../core/request/request.js';
import { decided, failure, pause } from '../words/en.js';
import { channels, mentions, notThere } from '../words/mentions.js';
import type { NoteTexts } from './texts.js';

export const noteTexts: NoteTexts = {
  about: {
    mistake: ({ mistake }) => usageError(mistake),
    not_recorded: () =>
      richText`Sorry, I could not make sure that this was recorded. If nothing changes within a minute, please try again.`,
    given_up: () =>
      richText`Sorry, something went wrong while I worked on this, and trying again did not help, so I have given it up. If there is a card, it shows what counts. Please try again; if it happens again, tell the bot’s administrator.`,
    no_answer: () => richText`Sorry, I could not look that up just now. Please try again in a minute.`,
    connect_code: ({ code: digits, until }) =>
      richText`To link your Zalo account, send the bot this there before ${{ at: until }}: ${code(`connect ${digits}`)}. The code works once. Give it to nobody.`,
    nothing_to_connect: ({ isDone }) =>
      isDone
        ? richText`Your Zalo accounts are linked already.`
        : richText`The bot’s administrator has not tied a Zalo account to you yet. Write to the bot in Zalo: it answers with your ID there, which the administrator adds to ${code('people')}.`,
    dialog_not_opened: () => richText`Slack did not let me open the dialog in time. Please press once more.`,
    ask_refused: ({ refusal, allowed }) =>
      refusal === 'outsider'
        ? richText`Guests and people from other companies may ask only if the bot’s administrator has named them. Please have a colleague ask. No request was made.`
        : refusal === 'channel_not_allowed'
          ? richText`Unlink requests are not taken in this channel. Please ask in ${channels(allowed)}.`
          : richText`You are not among those who may ask for an unlink: ${mentions(allowed)}.`,
    direct_message: ({ allowed }) =>
      allowed.length === 0
        ? richText`No approver would see a request here. Please send the command in a channel that I am in, or choose one in the form. No request was made.`
        : richText`No approver would see a request here. Please send the command in ${channels(allowed)}, or choose the channel in the form. No request was made.`,
    reason_required: () =>
      richText`A reason is needed here, so no request was made. Give it in the form, or after two dashes: ${code('/unlink oa 1234 -- shop closed')}.`,
    too_many_assets: ({ count, most }) =>
      richText`You listed ${count}; one request can hold at most ${most} here. Please split it. No request was made.`,
    too_many_open: ({ most }) =>
      richText`You have ${most} open requests, and one person may have no more at a time. No request was made. ${code('/unlink mine')} shows yours; please ask again when one of them has ended, or cancel one that is not needed.`,
    over_budget: ({ budget, most, until }) => {
      const end = { at: until, to: 'second' } as const;
      switch (budget) {
        case 'asks':
          return richText`That is more than ${most} requests from you within a minute, so I take no more before ${end}. No request was made. Please ask again after that.`;
        case 'presses':
          return richText`That is more than ${most} presses from you within a minute, so this one changed nothing, and neither does any other before ${end}. Please press again after that.`;
        case 'looks':
        case 'searches':
          return richText`That is more than ${most} questions from you within a minute, so I answer no more before ${end}. Please ask again after that.`;
      }
    },
    edit_asks_nothing: ({ request }) => {
      if (request === null)
        return richText`Editing a message this old makes no request. To ask, please send a new message.`;
      const card = request.url === null ? richText`its card` : [{ url: request.url, label: 'its card' }];
      return request.isOpen
        ? richText`Editing your message does not change request ${numbered(request.id)}: it is still as ${card} shows it. To ask for something else, cancel it there and send a new message.`
        : richText`Your message has already led to request ${numbered(request.id)}, which has ended; see ${card}. Editing it makes no new request. To ask again, please send a new message.`;
    },
    lookup_failed: ({ cause }) =>
      cause.type === 'unreachable'
        ? richText`I couldn’t reach the ZCA (${cause.detail}), so nothing was requested. Please try again in a few minutes.`
        : richText`I couldn’t look that up: ${failure(cause)}. No request was made; please try again later.`,
    command_waits: ({ why }) =>
      richText`Your command is waiting: ${pause(why)}. I will then continue by myself; there is no need to ask again.`,
    press_waits: ({ why }) =>
      richText`Nothing is confirmed yet: ${pause(why)}. Your press is waiting; if that takes too long, I will ask you to press again.`,
    looking_up: () => richText`🔎 Looking it up…`,
    unattended: ({ what }) =>
      what === 'ask'
        ? richText`Recorded. Nobody is working on it right now: none of the bot’s workers is running. It will continue by itself; there is no need to ask again.`
        : richText`Your press is recorded. Nobody is working on it right now: none of the bot’s workers is running. It will continue by itself; if that takes too long, I will ask you to press again.`,
    joined: ({ other, url, how }) => {
      const card = url === null ? richText`its card` : [{ url, label: 'its card' }];
      switch (how) {
        case 'own':
          return richText`You have already asked for this: request ${numbered(other)} is still open; see ${card}.`;
        case 'approved':
          return richText`Request ${numbered(other)} already asks for this one and you have approved it, so I did not add you to those who ask; see ${card}.`;
        case 'full':
          return richText`Request ${numbered(other)} already asks for this one, but too many people have joined it, so I did not add you. The outcome will be posted in its thread; see ${card}.`;
        case 'added':
          return richText`Request ${numbered(other)} already asks for this one and is still open. I added you to it; see ${card}.`;
      }
    },
    cannot_post: ({ channel, code: why }) =>
      notThere.has(why)
        ? richText`I cannot post in ${{ channel }}. Invite me there with ${bold('/invite')} and send your command again, or choose another channel in the form. No request was made.`
        : richText`Slack refused my message in ${{ channel }} (${why}). No request was made; please tell the bot’s administrator.`,
    decision_refused: ({ refusal, allowed, orRequester }) => {
      switch (refusal) {
        case 'no_approvers':
          return richText`Nobody can confirm: no approvers are configured (${code('UNLINK_APPROVERS')}).`;
        case 'own_request':
          return richText`You asked for this yourself, so somebody else must confirm: ${mentions(allowed)}.`;
        case 'outsider':
          return richText`Guests, people from other companies and bots decide only if they are named one by one. Approvers: ${mentions(allowed)}.`;
        case 'not_an_approver':
          return orRequester === undefined
            ? richText`You are not an approver. Approvers: ${mentions(allowed)}.`
            : richText`You are not an approver. Only approvers (${mentions(allowed)}) and the requester (${user(orRequester)}) can do this.`;
      }
    },
    group_unreadable: ({ group }) =>
      richText`I could not read who is in ${{ group }}, so I cannot let anybody in. Please try again in a minute; if it keeps happening, tell the bot’s administrator.`,
    person_unreadable: () =>
      richText`Slack did not tell me who you are, so I cannot take your decision yet. Please try again in a minute; if it keeps happening, tell the bot’s administrator.`,
    no_such_request: () => richText`This request no longer exists. Ask again with ${code('/unlink')}.`,
    not_open: ({ request }) => invalidState(request),
    list_changed: () =>
      richText`The list changed, so nothing was confirmed. Please look at the card again, then press again.`,
    list_unreadable: ({ cause }) =>
      cause.type === 'unreachable'
        ? richText`I couldn’t reach the ZCA (${cause.detail}), so nothing was confirmed. Please press again in a few minutes.`
        : richText`I could not read the list again: ${failure(cause)}. Nothing was confirmed; please press again later.`,
    pressed_long_ago: () =>
      richText`Your press reached me only now, too late to count. If you still want this, please press again.`,
    past_expiry: () => richText`This request has just expired. Ask again with ${code('/unlink')}.`,
    nothing_chosen: () => richText`Nothing is ticked yet. Tick what is to be unlinked, then confirm.`,
    too_many_chosen: ({ most }) => richText`One request can hold at most ${most} here. Please tick fewer.`,
    already_approved: () => richText`Your approval already counts; somebody else must give the next one.`,
    not_yours_to_take_back: () => richText`There is no approval of yours to take back.`,
    nothing_to_stop: () => richText`It is too late to stop: everything has begun or is already stopping.`,
    stop_of_earlier_run: () =>
      richText`Your Stop was for an earlier run, so it changed nothing. To stop this one, press Stop on the card as it is now.`,
    nothing_to_retry: () => richText`There is nothing left to retry.`,
    too_few_approvals: ({ needed, given }) =>
      richText`A retry needs ${needed} approvals of people who may approve now, and with yours this request has ${given}. Please ask for what is left with ${code('/unlink')}.`,
    nothing_left: () => richText`Nothing on this list can be unlinked any more, so the request has ended:`,
    wrong_digits: () =>
      richText`The last four digits do not match, so nothing was confirmed. Please look at the IDs on the card, then confirm again.`,
    not_an_operator: ({ because, allowed }) => {
      if (because === 'no_approvers')
        return richText`Nobody can do this here: no operators are configured (${code('ZCA_OPERATORS')}).`;
      return because === 'outsider'
        ? richText`Guests, people from other companies and bots are operators only if they are named one by one. Operators: ${mentions(allowed)}.`
        : richText`You are not an operator, so your press changed nothing. Operators: ${mentions(allowed)}.`;
    },
    work_moved: ({ by }) =>
      by === null
        ? richText`This has just been given back, so your press changed nothing. Please look again, then press again.`
        : richText`${user(by)} took this work first, so your press changed nothing.`,
    work_is_yours: () => richText`You have this work already.`,
    not_your_work: ({ by }) =>
      by === null
        ? richText`Nobody has taken this work. Please take it first, so that others see who is doing it; your press changed nothing.`
        : richText`${user(by)} has this work, so only they can say how it went; your press changed nothing. You can take it over.`,
    work_over: () => richText`There is nothing left to do by hand for this; your press changed nothing.`,
    held: ({ other }) =>
      richText`That one is already in the open request ${numbered(other)}. Wait until that request is done; if it is ticked here, you may also untick it.`,
  },
  help: [
    richText`${bold('Unlink an Official Account or an app from the Zalo Cloud Account (ZCA).')}`,
    richText`${code('/unlink')}   opens a form with a search for OAs and apps`,
    richText`${code('/unlink oa 1234')}   an OA by its ID, or any part of it`,
    richText`${code('/unlink app 5678')}   an app, likewise`,
    richText`${code('/unlink oa ban hang sai gon')}   by words of the name; with or without capitals and accents`,
    richText`${code('/unlink oa 1234, 5678')}   several at once. Paste what you have: lists with bullets or numbers, rows of a table, links to zalo.me`,
    richText`${code('/unlink oa 1234 -- shop closed')}   with a reason`,
    richText`${code('/unlink oa 1234 --dry-run')}   everything but the unlink itself`,
    richText`${code('/unlink show oa 1234')}   details of an OA or app, without a request`,
    richText`${code('/unlink pending')} · ${code('mine')} · ${code('status UR-7K2M')} · ${code('history 7d')}   what is open and what has been`,
    richText`In a thread, mention me instead: ${code('@zca-unlink unlink oa 1234')}`,
    richText`I show what matches; nothing is unlinked until an approver confirms.`,
  ],
  relink: [
    richText`${bold('How to link again')}, as an administrator of the OA or app:`,
    richText`Open the Zalo Cloud Account console and go to ${bold('Cài đặt → Quản lý tài sản')}.`,
    richText`Choose the tab ${bold('Liên kết OA')} or ${bold('Liên kết ứng dụng')}.`,
    richText`Find the OA or app by its name or ID under ${bold('Liên kết OA mới')} or in the search, and press ${bold('Liên kết')}.`,
    richText`An OA that is not verified has to be verified first (${bold('OA chưa xác thực')}).`,
  ],
  either: (oa, app) => richText`Did you mean ${code(oa)} or ${code(app)}?`,
  nearest: (nearest) => richText`Did you mean ${code(nearest)}?`,
  example: (command, other) =>
    other === undefined
      ? richText`For example: ${code(command)}`
      : richText`For example: ${code(command)} or ${code(other)}`,
  run: 'Run it',
  runFor: (kind) => (kind === 'oa' ? 'It is an OA' : 'It is an app'),
  openForm: 'Open the form',
  noMatch: (kind, queries) =>
    richText`No linked ${kind === 'oa' ? 'OA' : 'app'} matches “${queries.join(', ')}”. No request was made.`,
  closest: richText`Closest:`,
  noRequestMade: richText`No request was made.`,
  askFor: (lastDigits) => `Ask for …${lastDigits}`,
  cannotBeAsked: richText`This cannot be asked for, so no request was made:`,
};

function usageError<T extends Mistake['type']>(
  what: Extract<Mistake, { type: T }> & { readonly type: T },
): RichText {
  return usageErrors[what.type](what);
}

const usageErrors: { readonly [T in Mistake['type']]: (what: Extract<Mistake, { type: T }>) => RichText } = {
  unknown_word: (what) => richText`I do not understand “${what.word}”.`,
  missing_kind: (what) =>
    richText`Is “${what.query}” an OA or an app? Their IDs look alike, so please say which.`,
  missing_query: (what) => {
    if (what.other !== undefined)
      return richText`Which OA or app? Add its ID, part of the ID, or part of the name.`;
    return richText`Which ${what.kind === 'oa' ? 'OA' : 'app'}? Add its ID, part of the ID, or part of the name.`;
  },
  text_too_long: (what) =>
    richText`That is ${what.length} characters, and I read at most ${what.most}. Nothing was done. Please split it into several commands.`,
  query_too_long: (what) =>
    richText`That is ${what.length} characters; an ID or a name has at most ${what.most}. Please shorten it.`,
  reason_too_long: (what) =>
    richText`The reason is ${what.length} characters long; at most ${what.most} fit, so no request was made. The form has what you typed; please shorten the reason there.`,
  too_many_queries: (what) =>
    richText`You listed ${what.count}; one command can hold at most ${what.most}. Please split it.`,
  wrong_request_id: (what) =>
    richText`“${what.word}” is not a request ID. Request IDs look like ${code('UR-7K2M')} and are shown on the card.`,
  wrong_since: (what) =>
    richText`I do not understand the time “${what.word}”. Write, for example, ${code('7d')}, ${code('2 weeks')}, ${code('2026-11-01')} or ${code('01/11/2026')}.`,
  unknown_option: (what) =>
    richText`I do not know the option “${what.word}”. The only one is ${code('--dry-run')}.`,
  other_kind: (what) =>
    what.all
      ? richText`What you listed is marked as ${what.kind === 'oa' ? 'an OA' : 'an app'}. Nothing was done.`
      : richText`Some of these are ${what.kind === 'oa' ? 'OAs' : 'apps'}, and one request is for OAs or for apps. Nothing was done. Please ask for them separately.`,
};

function invalidState(request: Request): RichText {
  const decision = decisionOf(request);
  if (request.status === 'expired')
    return richText`Request ${numbered(request.id)} has expired. Ask again with ${code('/unlink')}.`;
  if (!hasCard(request) || decision === null)
    return richText`That cannot be done with request ${numbered(request.id)} now.`;
  const told =
    request.status === 'cancelled'
      ? decided(decision, 'cancelled')
      : decided(request.approvals.at(-1) ?? decision, 'confirmed');
  return richText`Your press changed nothing: request ${numbered(request.id)} was already ${told}.`;
}
