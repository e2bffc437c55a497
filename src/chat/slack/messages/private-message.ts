import type { types } from '@slack/bolt';
import type { Asset } from '../../../core/asset/asset.js';
import { commandText, forApp, type Mistake } from '../../../core/command/command.js';
import type { PrivateMessage } from '../../../core/messages/private-message.js';
import { bold, code, type RichText, richText } from '../../../core/messages/rich-text.js';
import type { Messages } from '../../../i18n/messages.js';
import type { SingleText } from '../../../i18n/note/texts.js';
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
  return isComposed(note) ? compose(note, messages) : { lines: [sentence(note, messages)] };
}

/** The one text of a message that needs no more. */
export function sentence<T extends SingleText['type']>(
  note: Extract<SingleText, { type: T }> & { readonly type: T },
  { note: { about } }: Pick<Messages, 'note'>,
): RichText {
  return about[note.type](note);
}

type Composed = Extract<
  PrivateMessage,
  {
    type:
      | 'help'
      | 'relink'
      | 'mistake'
      | 'no_match'
      | 'list_changed'
      | 'nothing_left'
      | 'direct_message'
      | 'reason_required'
      | 'cannot_post'
      | 'lookup_failed'
      | 'list_unreadable';
  }
>;

/** Messages of several texts, or of one with something below it. */
const composed: {
  readonly [T in Composed['type']]: (note: Extract<Composed, { type: T }>, messages: Messages) => Content;
} = {
  help: (_, { note: { help } }) => ({ lines: help }),
  relink: (_, { note: { relink } }) => ({ lines: relink.slice(0, 1), steps: relink.slice(1) }),
  mistake,
  no_match: noMatch,
  list_changed: withChanges,
  nothing_left: withChanges,
  direct_message: withForm,
  reason_required: withForm,
  cannot_post: withForm,
  lookup_failed: withShortCause,
  list_unreadable: withShortCause,
};

function isComposed(note: PrivateMessage): note is Composed {
  return Object.hasOwn(composed, note.type);
}

function compose<T extends Composed['type']>(
  note: Extract<Composed, { type: T }> & { readonly type: T },
  messages: Messages,
): Content {
  return composed[note.type](note, messages);
}

function withChanges(
  note: Extract<SingleText, { type: 'list_changed' | 'nothing_left' }>,
  messages: Messages,
): Content {
  return { lines: [sentence(note, messages)], points: changeLines(note.changes, messages) };
}

function withForm(
  note: Extract<SingleText, { type: 'direct_message' | 'reason_required' | 'cannot_post' }>,
  messages: Messages,
): Content {
  return { lines: [sentence(note, messages)], controls: [formButton(note.asked, messages.note)] };
}

/** A cause may hold what a server answered, of any length. */
function withShortCause(
  note: Extract<SingleText, { type: 'lookup_failed' | 'list_unreadable' }>,
  messages: Messages,
): Content {
  return { lines: [sentence({ ...note, cause: shortCause(note.cause) }, messages)] };
}

/** The nearest command contains an id that nobody typed: it is an example and must not be run. */
function isMadeUp({ type }: Mistake): boolean {
  return type === 'missing_query' || type === 'query_too_long' || type === 'wrong_request_id';
}

/** The usage error, with a button that runs the corrected command. */
function mistake(note: Extract<PrivateMessage, { type: 'mistake' }>, messages: Messages): Content {
  const { note: texts } = messages;
  const { mistake: what, nearest } = note;
  const said = sentence(note, messages);
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
