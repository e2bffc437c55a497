import type { types } from '@slack/bolt';
import type { Asset } from '../../../core/asset/asset.js';
import { commandText, forApp, type Mistake } from '../../../core/command/command.js';
import type { PrivateMessage } from '../../../core/messages/private-message.js';
import { bold, code, type RichText, richText } from '../../../core/messages/rich-text.js';
import type { Messages } from '../../../i18n/messages.js';
import { changeLines, excludedLines } from './card.js';
import { actionIds } from './card-controls.js';
import { displayName } from './display-name.js';
import { maxLengths, shorten } from './limits.js';
import { type LinkTo, noLinks, withLinks } from './link-to.js';
import { plainTextObject } from './plain-text.js';
import {
  bullets,
  lines,
  messageText,
  ordered,
  paragraph,
  richTextBlock,
  type SlackMessage,
} from './rich-text.js';
import { shortCause } from './short-cause.js';
import { shortQueries, unmatchedLines } from './unmatched-lines.js';

/** Renders a private message to one person. */
export function renderPrivateMessage(
  note: PrivateMessage,
  messages: Messages,
  linkTo: LinkTo = noLinks,
): SlackMessage {
  const { steps = [], controls = [], points = [], ...content } = contentOf(note, messages);
  const said = withLinks(content.lines, linkTo);
  return {
    text: messageText([...content.lines, ...points, ...steps]),
    blocks: [
      richTextBlock(
        said.length === 1 && points.length > 0 ? paragraph(said[0] ?? []) : lines(said),
        ...(points.length === 0 ? [] : [bullets(withLinks(points, linkTo))]),
        ...(steps.length === 0 ? [] : [ordered(steps)]),
      ),
      ...controls,
    ],
  };
}

interface Content {
  readonly lines: readonly RichText[];
  readonly points?: readonly RichText[];
  /** Shown as a numbered list. */
  readonly steps?: readonly RichText[];
  readonly controls?: readonly types.KnownBlock[];
}

function contentOf(note: PrivateMessage, messages: Messages): Content {
  const { note: texts } = messages;
  switch (note.type) {
    case 'help':
      return { lines: texts.help };
    case 'relink':
      return { lines: texts.relink.slice(0, 1), steps: texts.relink.slice(1) };
    case 'mistake':
      return mistake(note, messages);
    case 'no_match':
      return noMatch(note, messages);
    case 'list_changed':
      return {
        lines: [texts.listChanged],
        points: changeLines(note.changes, messages),
      };
    case 'direct_message':
      return { lines: [texts.directMessage(note.allowed)], controls: [formButton(note.asked, texts)] };
    case 'reason_required':
      return { lines: [texts.reasonRequired], controls: [formButton(note.asked, texts)] };
    case 'cannot_post':
      return {
        lines: [texts.cannotPost(note.channel, note.code)],
        controls: [formButton(note.asked, texts)],
      };
    case 'nothing_left':
      return { lines: [texts.nothingLeft], points: changeLines(note.changes, messages) };
    default:
      return { lines: [lineOf(note, messages)] };
  }
}

/** The nearest command contains an id that nobody typed: it is an example and must not be run. */
function isMadeUp({ type }: Mistake): boolean {
  return type === 'missing_query' || type === 'query_too_long' || type === 'wrong_request_id';
}

/** The usage error, with a button that runs the corrected command. */
function mistake(
  { mistake: what, nearest }: Extract<PrivateMessage, { type: 'mistake' }>,
  messages: Messages,
): Content {
  const { note: texts } = messages;
  const said = texts.mistake(what);
  const shownNearest = shorten(nearest, maxShown);
  // Without the reason, or with half of it, it would be a different request.
  if (what.type === 'reason_too_long') return { lines: [said], controls: [formButton(nearest, texts)] };
  const other = what.type === 'missing_query' ? what.other : undefined;
  if (isMadeUp(what)) return { lines: [said, texts.example(shownNearest, other)] };
  const asApp = what.type === 'missing_kind' ? forApp(nearest) : null;
  if (asApp === null)
    return {
      lines: [said, texts.nearest(shownNearest)],
      controls: [buttons(runButton('run', nearest, texts.run))],
    };
  const either = [
    runButton('run', nearest, texts.runFor('oa')),
    runButton('runForApp', asApp, texts.runFor('app')),
  ];
  return {
    lines: [said, texts.either(shownNearest, shorten(asApp, maxShown))],
    controls: [buttons(...either)],
  };
}

/** Most characters shown of a command; its button runs all of it. */
const maxShown = 300;

function runButton(action: 'run' | 'runForApp' | 'fillForm', command: string, text: string): types.Button {
  return { type: 'button', action_id: actionIds[action], value: command, text: plainTextObject(text) };
}

/** Opens the form, filled in with the command if that is known. */
function formButton(asked: string | undefined, { openForm }: Messages['note']): types.KnownBlock {
  return buttons(
    asked === undefined ? runButton('run', '/unlink', openForm) : runButton('fillForm', asked, openForm),
  );
}

function buttons(...elements: types.Button[]): types.KnownBlock {
  return { type: 'actions', elements };
}

function noMatch(note: Extract<PrivateMessage, { type: 'no_match' }>, messages: Messages): Content {
  const { note: texts } = messages;
  if (note.withheld.length > 0)
    return { lines: [texts.cannotBeAsked], points: excludedLines(note, maxPoints, messages) };
  const missed = unmatchedLines({ ...note, missed: note.queries }, messages);
  const none = shortQueries(missed.unexplained);
  const said = [...(none.length === 0 ? [] : [texts.noMatch(note.kind, none)]), ...missed.lines];
  const lines = none.length === 0 ? [...said, texts.noRequestMade] : said;
  if (note.meant !== undefined)
    return {
      lines: [...lines, texts.nearest(shorten(note.meant, maxShown))],
      controls: [buttons(runButton('run', note.meant, texts.run))],
    };
  if (note.closest.length === 0) return { lines };
  return {
    lines: [...lines, texts.closest],
    points: note.closest.map((asset) => nameAndId(asset)),
    controls: [buttons(...note.closest.map((asset, at) => askButton(asset, at, note, messages)))],
  };
}

/** Requests one of the closest assets by its whole id, with the command's other options. */
function askButton(
  asset: Asset,
  at: number,
  { reason, dryRun }: Extract<PrivateMessage, { type: 'no_match' }>,
  { note: texts }: Messages,
): types.Button {
  const command = commandText({ type: 'unlink', kind: asset.kind, queries: [asset.id], reason, dryRun });
  return {
    type: 'button',
    action_id: `${actionIds.runClosest}/${at}`,
    value: command,
    text: plainTextObject(texts.askFor(asset.id.slice(-4))),
  };
}

const maxPoints = 10;

function nameAndId(asset: Asset): RichText {
  return richText`${bold(displayName(asset, maxLengths.name))} · ${code(asset.id)}`;
}

function lineOf(
  note: Exclude<
    PrivateMessage,
    {
      type:
        | 'no_match'
        | 'help'
        | 'relink'
        | 'mistake'
        | 'list_changed'
        | 'nothing_left'
        | 'direct_message'
        | 'reason_required'
        | 'cannot_post';
    }
  >,
  { note: texts }: Messages,
): RichText {
  switch (note.type) {
    case 'not_recorded':
      return texts.notRecorded;
    case 'given_up':
      return texts.givenUp;
    case 'no_answer':
      return texts.noAnswer;
    case 'dialog_not_opened':
      return texts.dialogNotOpened;
    case 'ask_refused':
      return texts.askRefused(note.refusal, note.allowed);
    case 'too_many_assets':
      return texts.tooManyAssets(note.count, note.most);
    case 'too_many_open':
      return texts.tooManyOpen(note.most);
    case 'over_budget':
      return texts.overBudget(note.budget, note.most, note.until);
    case 'edit_asks_nothing':
      return texts.editAsksNothing(note.request);
    case 'lookup_failed':
      return texts.lookupFailed(shortCause(note.cause));
    case 'joined':
      return texts.joined(note.other, note.url, note.how);
    case 'decision_refused':
      return texts.decisionRefused(note.refusal, note.allowed, note.orRequester ?? null);
    case 'group_unreadable':
      return texts.groupUnreadable(note.group);
    case 'person_unreadable':
      return texts.personUnreadable;
    case 'no_such_request':
      return texts.noSuchRequest;
    case 'not_open':
      return texts.invalidState(note.request);
    case 'command_waits':
      return texts.commandWaits({ type: 'console_paused', why: note.why });
    case 'press_waits':
      return texts.pressWaits({ type: 'console_paused', why: note.why });
    case 'looking_up':
      return texts.lookingUp;
    case 'unattended':
      return texts.unattended(note.what);
    case 'list_unreadable':
      return texts.listUnreadable(shortCause(note.cause));
    case 'pressed_long_ago':
      return texts.pressedLongAgo;
    case 'past_expiry':
      return texts.pastExpiry;
    case 'nothing_chosen':
      return texts.nothingChosen;
    case 'too_many_chosen':
      return texts.tooManyChosen(note.most);
    case 'already_approved':
      return texts.alreadyApproved;
    case 'not_yours_to_take_back':
      return texts.notYoursToTakeBack;
    case 'nothing_to_stop':
      return texts.nothingToStop;
    case 'stop_of_earlier_run':
      return texts.stopOfEarlierRun;
    case 'nothing_to_retry':
      return texts.nothingToRetry;
    case 'too_few_approvals':
      return texts.tooFewApprovals(note.needed, note.given);
    case 'wrong_digits':
      return texts.wrongDigits;
    case 'not_an_operator':
      return texts.notAnOperator(note.because, note.allowed);
    case 'work_moved':
      return texts.workMoved(note.by);
    case 'work_is_yours':
      return texts.workIsYours;
    case 'not_your_work':
      return texts.notYourWork(note.by);
    case 'work_over':
      return texts.workOver;
    case 'held':
      return texts.held(note.other);
  }
}
