import type { PrivateMessage, ThreadMessage } from '../../../core/messages/private-message.js';
import type { QueryResult } from '../../../core/messages/query-result.js';
import { type RichText, richText } from '../../../core/messages/rich-text.js';
import { awaitingOf } from '../../../core/request/awaiting.js';
import { unmetJoins } from '../../../core/request/joins.js';
import { type CardRequest, hasCard, listedAssets, type Request } from '../../../core/request/request.js';
import { outcomeOf } from '../../../core/request/run-outcomes.js';
import type { Messages } from '../../../i18n/messages.js';
import type { SingleText } from '../../../i18n/note/texts.js';
import { aboutOf, assetLine, moreOf, outcomeLine, short } from './request-phrases.js';

/** A private message to one person. */
export function notePhrases(note: PrivateMessage, messages: Messages): RichText[] {
  const { note: texts, card } = messages;
  switch (note.type) {
    case 'help':
      return [...texts.help];
    case 'relink':
      return [...texts.relink];
    case 'mistake':
      return [texts.about.mistake(note), texts.nearest(note.nearest)];
    case 'no_match':
      return [
        texts.noMatch(note.kind, note.queries),
        ...(note.withheld.length === 0 ? [] : [texts.cannotBeAsked]),
        ...note.withheld.map((each) => card.withheld({ ...each, asset: short(each.asset) })),
        ...(note.unlinkedBefore ?? []).map((past) =>
          card.unlinkedBefore({ ...past, asset: short(past.asset) }),
        ),
        ...(note.closest.length === 0 ? [] : [texts.closest]),
        ...note.closest.map((asset) => assetLine(asset, messages)),
        ...(note.meant === undefined ? [] : [texts.nearest(note.meant)]),
      ];
    case 'list_changed':
    case 'nothing_left':
      return [
        sentence(note, messages),
        ...note.changes.map((change) => card.change({ ...change, asset: short(change.asset) })),
      ];
    default:
      return [sentence(note, messages)];
  }
}

function sentence<T extends SingleText['type']>(
  note: Extract<SingleText, { type: T }> & { readonly type: T },
  { note: { about } }: Messages,
): RichText {
  return about[note.type](note);
}

/** The text for everybody who follows a request; empty if the request no longer holds what is reported. */
export function threadPhrases(request: CardRequest, note: ThreadMessage, { thread }: Messages): RichText[] {
  switch (note.type) {
    case 'reminder':
      return [thread.reminder(request, note.approvers)];
    case 'work_reminder':
      return [thread.workReminder(request, note.operators)];
    case 'requester_added':
      return request.others.filter(({ user }) => user === note.user).map(thread.requesterAdded);
    case 'approvers_unreachable':
      return request.status === 'pending' ? [thread.approversUnreachable(request, note.people)] : [];
    case 'list_changed':
      return request.dropped.length === 0 ? [] : [thread.listChanged(request)];
    case 'approval_lapsed':
      return request.lapsed === undefined ? [] : [thread.approvalLapsed(request, request.lapsed)];
    case 'quorum_reached':
      return [thread.quorumReached(request)];
    case 'left_out':
      return unmetJoins(request).map((unmet) =>
        thread.leftOut(request, { ...unmet, asset: short(unmet.asset) }),
      );
    case 'cancelled':
      return [thread.cancelled(request)];
    case 'expired':
      return [thread.expired(request)];
    case 'result_lost':
      return [thread.resultLost(request)];
  }
}

/** The answer to a query. */
export function queryPhrases(answer: QueryResult, messages: Messages): RichText[] {
  const { answer: texts, note } = messages;
  switch (answer.type) {
    case 'status':
      return answer.request === null
        ? [texts.noRequest(answer.requestId)]
        : [
            ...(answer.toDecide === true ? [messages.zalo.decideByCode(answer.request.id)] : []),
            ...statusPhrases(answer.request, messages),
          ];
    case 'pending':
      return [
        texts.pending(answer.requests.length + answer.more),
        ...answer.requests.map(
          (each) =>
            richText`• ${texts.asked(each)}\n${aboutOf(each, messages)} · ${texts.expires(each.expiresAt)}`,
        ),
        ...moreOf(answer.more, messages),
      ];
    case 'mine':
      return [
        texts.mine(answer.requests.length + answer.more),
        ...answer.requests.map(
          (each) =>
            richText`• ${texts.askedByYou(each)} · ${aboutOf(each, messages)}\n${stateOf(each, messages)}`,
        ),
        ...moreOf(answer.more, messages),
      ];
    case 'history':
      return [
        texts.history(answer.filter, answer.total, answer.page),
        ...answer.items.map(
          (item) => richText`${outcomeLine(item.asset, item.outcome, messages)}\n${texts.part(item)}`,
        ),
        ...(answer.searchedTo === null ? [] : [texts.searchedTo(answer.searchedTo)]),
        ...(answer.isWhole ? [] : [texts.notWhole]),
      ];
    case 'show':
      return [
        texts.show(answer.assets.length + answer.more),
        ...answer.assets.flatMap(({ asset, protectedBecause, openRequest }) => [
          richText`• ${assetLine(asset, messages)}`,
          ...(protectedBecause === null ? [] : [texts.protectedBecause(protectedBecause)]),
          ...(openRequest === null ? [] : [texts.openRequest(openRequest)]),
        ]),
        ...moreOf(answer.more, messages),
      ];
    case 'show_none':
      return [
        texts.showNone(answer.kind, [answer.query]),
        ...(answer.closest.length === 0 ? [] : [note.closest]),
        ...answer.closest.map((asset) => assetLine(asset, messages)),
      ];
    case 'not_allowed':
      return [texts.notAllowed(answer.refusal, answer.allowed)];
    case 'unreadable':
      switch (answer.cause.type) {
        case 'zca':
          return [texts.zcaUnreadable(answer.cause.failure)];
        case 'group':
          return [texts.groupUnreadable(answer.cause.group)];
        case 'person':
          return [texts.personUnreadable];
        case 'record':
          return [texts.recordUnreadable(answer.cause.requestId)];
        case 'newer_record':
          return [texts.recordNewer(answer.cause.requestId)];
      }
  }
}

function statusPhrases(request: Request, messages: Messages): RichText[] {
  const { answer, card } = messages;
  const head = [answer.asked(request), aboutOf(request, messages), stateOf(request, messages)];
  if (!hasCard(request)) return head;
  const listed = listedAssets(request);
  return [
    ...head,
    ...(request.status === 'pending' ? [card.expires(request)] : []),
    ...listed.slice(0, 10).map((asset) => outcomeLine(asset, outcomeOf(request, asset.id), messages)),
    ...moreOf(listed.length - 10, messages),
  ];
}

function stateOf(request: Request, { answer, card }: Messages): RichText {
  switch (request.status) {
    case 'looking_up':
      return answer.lookingUp;
    case 'no_match':
      return request.withheld.length === 0 ? answer.noMatch : answer.withheld('either');
    case 'lookup_failed':
      return answer.lookupFailed(request.cause);
    case 'joined':
      return answer.joined(request.other);
    default:
      return card.status(request, awaitingOf(request, null));
  }
}
