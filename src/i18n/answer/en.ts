import type { HistoryFilter, Page } from '../../core/messages/query-result.js';
import { bold, numbered, type RichText, richText, user } from '../../core/messages/rich-text.js';
import { madeNoRequest } from '../../core/request/request.js';
import { counted, failure, shortKind } from '../words/en.js';
import { channels, mentions } from '../words/mentions.js';
import type { AnswerTexts } from './texts.js';

const number = new Intl.NumberFormat('en');

export const answerTexts: AnswerTexts = {
  pending: (count) =>
    count === 0
      ? richText`No requests are waiting for a decision.`
      : richText`${bold(counted(count, 'request is waiting', 'requests are waiting'))} for a decision:`,
  mine: (count) =>
    count === 0
      ? richText`You have not asked for anything yet.`
      : richText`You have asked ${bold(counted(count, 'time', 'times'))}, the newest first:`,
  more: (count) => richText`… and ${number.format(count)} more.`,
  noRequest: (requestId) =>
    requestId === null
      ? richText`You have not asked for anything yet.`
      : richText`There is no request ${numbered(requestId)}.`,
  decideOnCard: (channel) =>
    richText`Nothing was done: decisions are made by the buttons of the card, in ${{ channel }}. Its current state:`,
  asked: (request) =>
    madeNoRequest(request)
      ? richText`Asked by ${user(request.requester)} at ${{ at: request.askedAt }}`
      : richText`${numbered(request.id)} · asked by ${user(request.requester)} at ${{ at: request.askedAt }}`,
  askedByYou: (request) =>
    madeNoRequest(request)
      ? richText`${{ at: request.askedAt }}`
      : richText`${numbered(request.id)} · ${{ at: request.askedAt }}`,
  about: (what, names, more) => {
    const rest = more === 0 ? '' : ` and ${number.format(more)} more`;
    return richText`${shortKind(what)}: ${names.join(', ')}${rest}`;
  },
  expires: (at) => richText`expires at ${{ at }}`,
  lookingUp: richText`🔎 Being looked up.`,
  noMatch: richText`No linked OA or app matched. No request was made.`,
  withheld: (why) => {
    const was = {
      protected: '🔒 What matched was protected',
      held: '⏳ What matched was in another open request',
      either: '🔒 What matched was protected or in another open request',
    };
    return richText`${was[why]}. No request was made.`;
  },
  lookupFailed: (cause) => richText`❌ It could not be looked up: ${failure(cause)}. No request was made.`,
  joined: (other) => richText`Added to request ${numbered(other)}.`,
  history,
  searchedTo: (at) =>
    richText`I searched back to ${{ at }}; there are older results that I have not searched.`,
  notWhole: richText`Older requests are still being indexed, so some may be missing. Please look again in a few minutes.`,
  previous: 'Newer',
  next: 'Older',
  further: 'Look further back',
  part: ({ requestId, outcome, approvedBy }) =>
    richText`${numbered(requestId)} · ${{ at: outcome.at }} · confirmed by ${mentions(approvedBy)}`,
  show: (count) =>
    count === 1 ? richText`This is what the ZCA says:` : richText`${bold(number.format(count))} match:`,
  showNone: (kind, queries) =>
    richText`No linked ${kind === 'oa' ? 'OA' : 'app'} matches “${queries.join(', ')}”.`,
  protectedBecause: (message) => richText`🔒 Cannot be unlinked here: ${message}`,
  openRequest: (requestId) => richText`⏳ In the open request ${numbered(requestId)}`,
  notAllowed: (refusal, allowed) =>
    refusal === 'outsider'
      ? richText`Guests and people from other companies may look at this only if the bot’s administrator has named them.`
      : refusal === 'channel_not_allowed'
        ? richText`You cannot look this up from here. Use the command in ${channels(allowed)}.`
        : richText`You are not among those who may look at this: ${mentions(allowed)}.`,
  zcaUnreadable: (cause) =>
    cause.type === 'unreachable'
      ? richText`I couldn’t reach the ZCA (${cause.detail}), so I couldn’t look that up. Please try again in a few minutes.`
      : richText`I couldn’t look that up: ${failure(cause)}. Please try again later.`,
  groupUnreadable: (group) =>
    richText`I could not read who is in ${{ group }}, so I cannot tell whether you may look at this. Please try again in a minute; if it keeps happening, tell the bot’s administrator.`,
  personUnreadable: richText`Slack did not tell me who you are, so I cannot tell whether you may look at this. Please try again in a minute; if it keeps happening, tell the bot’s administrator.`,
  recordUnreadable: (requestId) =>
    richText`What is stored of request ${numbered(requestId)} cannot be read. Please tell the bot’s administrator.`,
  recordNewer: (requestId) =>
    richText`The bot is being updated, and request ${numbered(requestId)} is with its newer version. Please ask again in a few minutes.`,
};

function history(filter: HistoryFilter, total: number, page: Page): RichText {
  if (total === 0) return richText`Nothing in the history${narrowed(filter)}.`;
  const where =
    page.count === 1 ? '' : `, page ${number.format(page.number)} of ${number.format(page.count)}`;
  return richText`${bold('History')}${narrowed(filter)}: ${counted(total, 'result', 'results')}${where}`;
}

function narrowed({ command: { kind: only, query }, from, until }: HistoryFilter): RichText {
  const kinds = { oa: ' of OAs', app: ' of apps' };
  return [
    ...richText`${only === null ? '' : kinds[only]}`,
    ...(query === null ? [] : richText` with “${query}”`),
    ...(from === null ? [] : richText` since ${{ at: from }}`),
    ...(until === undefined ? [] : richText` until ${{ at: until - 1 }}`),
  ];
}
