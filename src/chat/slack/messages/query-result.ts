import type { types } from '@slack/bolt';
import type {
  HistoryResult,
  QueryResult,
  ShownAsset,
  Unreadable,
} from '../../../core/messages/query-result.js';
import { bold, joined, type RichText, richText } from '../../../core/messages/rich-text.js';
import { hasCard, listedAssets, type Request } from '../../../core/request/request.js';
import { outcomeOf } from '../../../core/request/run-outcomes.js';
import type { Messages } from '../../../i18n/messages.js';
import { assetFacts } from './asset-facts.js';
import { excludedLines } from './card.js';
import { displayName } from './display-name.js';
import { maxLengths, shorten, untrustedText } from './limits.js';
import { type LinkTo, noLinks, withLinks } from './link-to.js';
import { aboutOf, assetLine, historyLine, outcomeLine, ownRequestLine, stateOf } from './overview-lines.js';
import { pageValueOf } from './page-value.js';
import { plainTextObject } from './plain-text.js';
import { bullets, lines, messageText, richTextBlock, type SlackMessage } from './rich-text.js';
import { shortCause } from './short-cause.js';
import { shortQueries } from './unmatched-lines.js';

/** Action ids of the buttons that turn the pages of the history and search further back. */
export const pagingIds = {
  previous: 'history_previous',
  next: 'history_next',
  further: 'history_further',
} as const;

const maxPoints = 10;

/** Renders the answer to a query as a private message. */
export function renderQueryResult(
  answer: QueryResult,
  messages: Messages,
  linkTo: LinkTo = noLinks,
): SlackMessage {
  const { said, points = [], closing = [], controls = [] } = contentOf(answer, messages);
  return {
    text: messageText([...said, ...points, ...closing]),
    blocks: [
      richTextBlock(
        lines(withLinks(said, linkTo)),
        ...(points.length === 0 ? [] : [bullets(withLinks(points, linkTo))]),
        ...(closing.length === 0 ? [] : [lines(withLinks(closing, linkTo))]),
      ),
      ...controls,
    ],
  };
}

interface Content {
  readonly said: readonly RichText[];
  readonly points?: readonly RichText[];
  readonly closing?: readonly RichText[];
  readonly controls?: readonly types.KnownBlock[];
}

function contentOf(answer: QueryResult, messages: Messages): Content {
  const { answer: texts, note } = messages;
  switch (answer.type) {
    case 'status':
      if (answer.request === null) return { said: [texts.noRequest(answer.requestId)] };
      return statusOf(answer.request, answer.toDecide ?? false, messages);
    case 'pending':
      return {
        said: [texts.pending(answer.requests.length + answer.more)],
        points: answer.requests.map(
          (each) =>
            richText`${texts.asked(each)}\n${aboutOf(each, messages)} · ${texts.expires(each.expiresAt)}`,
        ),
        closing: moreLine(answer.more, messages),
      };
    case 'mine':
      return {
        said: [texts.mine(answer.requests.length + answer.more)],
        points: answer.requests.map((each) => ownRequestLine(each, messages)),
        closing: moreLine(answer.more, messages),
      };
    case 'history':
      return historyOf(answer, messages);
    case 'show':
      return {
        said: [texts.show(answer.assets.length + answer.more)],
        points: answer.assets.map((each) => shownAsset(each, messages)),
        closing: [...moreLine(answer.more, messages), ...missedLine(answer, messages)],
      };
    case 'show_none': {
      const none = texts.showNone(answer.kind, [shorten(answer.query, maxLengths.person)]);
      const closest = answer.closest.map((asset) => assetLine(asset, messages));
      return closest.length === 0 ? { said: [none] } : { said: [none, note.closest], points: closest };
    }
    case 'not_allowed':
      return { said: [texts.notAllowed(answer.refusal, answer.allowed)] };
    case 'unreadable':
      return { said: [unreadable(answer.cause, messages)] };
  }
}

/** The queries of a list that matched nothing. */
function missedLine(
  { assets, missed = [] }: Extract<QueryResult, { type: 'show' }>,
  { answer }: Messages,
): RichText[] {
  const kind = assets[0]?.asset.kind;
  return missed.length === 0 || kind === undefined ? [] : [answer.showNone(kind, shortQueries(missed))];
}

function moreLine(more: number, { answer }: Messages): RichText[] {
  return more === 0 ? [] : [answer.more(more)];
}

function statusOf(request: Request, toDecide: boolean, messages: Messages): Content {
  const { answer, card } = messages;
  const said = [
    ...(toDecide ? [answer.decideOnCard(request.channel)] : []),
    answer.asked(request),
    ...(hasCard(request) ? [] : [aboutOf(request, messages)]),
    ...(hasCard(request) && request.dryRun ? [card.dryRun] : []),
    ...(request.reason === null ? [] : [card.reason(untrustedText(request.reason, maxLengths.message))]),
    stateOf(request, messages),
  ];
  if (request.status === 'no_match') return { said, points: excludedLines(request, maxPoints, messages) };
  if (!hasCard(request)) return { said };
  if (request.status === 'pending') said.push(card.expires(request));
  const assets = listedAssets(request);
  const shown = assets.slice(0, maxPoints);
  return {
    said,
    points: shown.map((asset) => {
      const outcome = outcomeOf(request, asset.id);
      return outcome === null ? assetLine(asset, messages) : outcomeLine(asset, outcome, messages);
    }),
    closing: moreLine(assets.length - shown.length, messages),
  };
}

function historyOf(history: HistoryResult, messages: Messages): Content {
  const { answer } = messages;
  const { command } = history.filter;
  const filter = {
    ...history.filter,
    command: { ...command, query: command.query === null ? null : shorten(command.query, maxLengths.person) },
  };
  return {
    said: [answer.history(filter, history.total, history.page)],
    points: history.items.map((item) => historyLine(item, messages)),
    closing: [
      ...(history.searchedTo === null ? [] : [answer.searchedTo(history.searchedTo)]),
      ...(history.isWhole ? [] : [answer.notWhole]),
    ],
    controls: pageButtons(history, messages),
  };
}

function pageButtons(
  { page, filter, depth, searchedTo }: HistoryResult,
  { answer }: Messages,
): types.KnownBlock[] {
  const button = (action: keyof typeof pagingIds, to: number, deep = depth): types.Button => ({
    type: 'button',
    action_id: pagingIds[action],
    value: pageValueOf(filter.command, to, deep),
    text: plainTextObject(answer[action]),
  });
  const elements = [
    ...(page.hasPrevious ? [button('previous', page.number - 1)] : []),
    ...(page.hasNext ? [button('next', page.number + 1)] : []),
    ...(searchedTo === null ? [] : [button('further', page.number, depth + 1)]),
  ];
  return elements.length === 0 ? [] : [{ type: 'actions', elements }];
}

function shownAsset({ asset, protectedBecause, openRequest }: ShownAsset, messages: Messages): RichText {
  const { answer } = messages;
  const facts: (RichText | null)[] = [
    richText`${bold(displayName(asset, maxLengths.name))}`,
    ...assetFacts(asset, messages),
    protectedBecause === null
      ? null
      : answer.protectedBecause(untrustedText(protectedBecause, maxLengths.message)),
    openRequest === null ? null : answer.openRequest(openRequest),
  ];
  return joined(
    facts.filter((fact) => fact !== null),
    '\n',
  );
}

function unreadable(cause: Unreadable['cause'], { answer }: Messages): RichText {
  switch (cause.type) {
    case 'zca':
      return answer.zcaUnreadable(shortCause(cause.failure));
    case 'group':
      return answer.groupUnreadable(cause.group);
    case 'person':
      return answer.personUnreadable;
    case 'record':
      return answer.recordUnreadable(cause.requestId);
    case 'newer_record':
      return answer.recordNewer(cause.requestId);
  }
}
