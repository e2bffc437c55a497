import type { HistoryFilter, Page } from '../../core/messages/query-result.js';
import { bold, numbered, type Phrase, phrase, user } from '../../core/messages/rich-text.js';
import { madeNoRequest } from '../../core/request/request.js';
import { counted, failure, shortKind } from '../words/en.js';
import { channels, mentions } from '../words/mentions.js';
import type { AnswerTexts } from './texts.js';

const number = new Intl.NumberFormat('en');

export const answerTexts: AnswerTexts = {
  pending: (count) =>
    count === 0
      ? phrase`No request waits for a decision.`
      : phrase`${bold(counted(count, 'request waits', 'requests wait'))} for a decision:`,
  mine: (count) =>
    count === 0
      ? phrase`You have not asked for anything yet.`
      : phrase`You have asked ${bold(counted(count, 'time', 'times'))}, the newest first:`,
  more: (count) => phrase`… and ${number.format(count)} more.`,
  noRequest: (requestId) =>
    requestId === null
      ? phrase`You have not asked for anything yet.`
      : phrase`There is no request ${numbered(requestId)}.`,
  decideOnCard: (channel) =>
    phrase`Nothing was done: decisions are made by the buttons of the card, in ${{ channel }}. This is how it stands:`,
  asked: (request) =>
    madeNoRequest(request)
      ? phrase`Asked by ${user(request.requester)} at ${{ at: request.askedAt }}`
      : phrase`${numbered(request.id)} · asked by ${user(request.requester)} at ${{ at: request.askedAt }}`,
  askedByYou: (request) =>
    madeNoRequest(request)
      ? phrase`${{ at: request.askedAt }}`
      : phrase`${numbered(request.id)} · ${{ at: request.askedAt }}`,
  about: (what, names, more) => {
    const rest = more === 0 ? '' : ` and ${number.format(more)} more`;
    return phrase`${shortKind(what)}: ${names.join(', ')}${rest}`;
  },
  expires: (at) => phrase`expires at ${{ at }}`,
  lookingUp: phrase`🔎 Being looked up.`,
  noMatch: phrase`No linked OA or app matched. No request was made.`,
  withheld: (why) => {
    const was = {
      protected: '🔒 What matched was protected',
      held: '⏳ What matched was in another open request',
      either: '🔒 What matched was protected or in another open request',
    };
    return phrase`${was[why]}. No request was made.`;
  },
  lookupFailed: (cause) => phrase`❌ It could not be looked up: ${failure(cause)}. No request was made.`,
  joined: (other) => phrase`Was added to request ${numbered(other)}.`,
  history,
  searchedTo: (at) => phrase`I looked back to ${{ at }}; there are older results I have not looked through.`,
  notWhole: phrase`Older requests are still being sorted in, so some may be missing. Please look again in a few minutes.`,
  previous: 'Newer',
  next: 'Older',
  further: 'Look further back',
  part: ({ requestId, outcome, approvedBy }) =>
    phrase`${numbered(requestId)} · ${{ at: outcome.at }} · confirmed by ${mentions(approvedBy)}`,
  show: (count) =>
    count === 1 ? phrase`This is what the ZCA says:` : phrase`${bold(number.format(count))} match:`,
  showNone: (kind, queries) =>
    phrase`No linked ${kind === 'oa' ? 'OA' : 'app'} matches “${queries.join(', ')}”.`,
  protectedBecause: (message) => phrase`🔒 Cannot be unlinked here: ${message}`,
  openRequest: (requestId) => phrase`⏳ In the open request ${numbered(requestId)}`,
  notAllowed: (refusal, allowed) =>
    refusal === 'outsider'
      ? phrase`Guests and people of other companies may look at this only if the bot’s administrator has named them.`
      : refusal === 'channel_not_allowed'
        ? phrase`You cannot look this up from here. Use the command in ${channels(allowed)}.`
        : phrase`You are not among those who may look at this: ${mentions(allowed)}.`,
  zcaUnreadable: (cause) =>
    cause.type === 'unreachable'
      ? phrase`I couldn’t reach the ZCA (${cause.detail}), so I couldn’t look that up. Please try again in a few minutes.`
      : phrase`I couldn’t look that up: ${failure(cause)}. Please try again later.`,
  groupUnreadable: (group) =>
    phrase`I could not read who is in ${{ group }}, so I cannot tell whether you may look at this. Please try again in a minute; if it keeps happening, tell the bot’s administrator.`,
  personUnreadable: phrase`Slack did not tell me who you are, so I cannot tell whether you may look at this. Please try again in a minute; if it keeps happening, tell the bot’s administrator.`,
  recordUnreadable: (requestId) =>
    phrase`What is stored of request ${numbered(requestId)} cannot be read. Please tell the bot’s administrator.`,
  recordNewer: (requestId) =>
    phrase`The bot is being updated, and request ${numbered(requestId)} is with its newer version. Please ask again in a few minutes.`,
};

function history(filter: HistoryFilter, total: number, page: Page): Phrase {
  if (total === 0) return phrase`Nothing in the history${narrowed(filter)}.`;
  const where =
    page.count === 1 ? '' : `, page ${number.format(page.number)} of ${number.format(page.count)}`;
  return phrase`${bold('History')}${narrowed(filter)}: ${counted(total, 'result', 'results')}${where}`;
}

function narrowed({ command: { kind: only, query }, from, until }: HistoryFilter): Phrase {
  const kinds = { oa: ' of OAs', app: ' of apps' };
  return [
    ...phrase`${only === null ? '' : kinds[only]}`,
    ...(query === null ? [] : phrase` with “${query}”`),
    ...(from === null ? [] : phrase` since ${{ at: from }}`),
    ...(until === undefined ? [] : phrase` until ${{ at: until - 1 }}`),
  ];
}
